-- Grain: shop, time basis, day, currency. Amounts in the shop's order currency. Days in the shop's timezone.
-- gross_sales, discounts, refunds, net_sales, shipping exclude VAT; tax is apart; total_sales includes it.
create view reporting.daily_revenue with (security_invoker = true) as
select shop_id, basis, day, currency, sum(orders)::bigint as orders, sum(units)::bigint as units,
  sum(gross_sales) as gross_sales, sum(discounts) as discounts, sum(refunds) as refunds, sum(net_sales) as net_sales,
  sum(shipping) as shipping, sum(tax) as tax, sum(tips) as tips, sum(duties_and_fees) as duties_and_fees,
  sum(gift_cards) as gift_cards, sum(adjustments) as adjustments, sum(total_sales) as total_sales,
  sum(new_customer_orders)::bigint as new_customer_orders, sum(cancelled_orders)::bigint as cancelled_orders,
  sum(cancelled_amount) as cancelled_amount, sum(test_orders)::bigint as test_orders
from reporting.daily_revenue_rollup
group by shop_id, basis, day, currency;
grant select on reporting.daily_revenue to authenticated, service_role;
