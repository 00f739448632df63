-- Grain: shop, account day, platform, account currency, VAT basis. Days are the ad account's days.
create view reporting.marketing_daily with (security_invoker = true) as
select shop_id, day, platform, currency, vat_basis, sum(spend) as spend, sum(impressions)::bigint as impressions,
  sum(clicks)::bigint as clicks, sum(link_clicks)::bigint as link_clicks, sum(conversions) as conversions,
  sum(conversion_value) as conversion_value, max(observed_at) as observed_at
from reporting.marketing_daily_rollup
group by shop_id, day, platform, currency, vat_basis;

create view reporting.fact_marketing_daily with (security_invoker = true) as
select shop_id, connector_id, day, entity_id as account_id, currency, vat_basis, spend, impressions, reach, frequency, clicks,
  link_clicks, landing_page_views, add_to_cart, initiate_checkout, leads, conversions, conversion_value, conversion_action,
  metrics_json, observed_at
from core_warehouse.metrics_daily
where level = 'account';

create view reporting.fact_marketing_campaign_daily with (security_invoker = true) as
select shop_id, connector_id, day, entity_id as campaign_id, entity_name as campaign_name, currency, vat_basis, spend,
  impressions, reach, frequency, clicks, link_clicks, landing_page_views, add_to_cart, initiate_checkout, leads, conversions,
  conversion_value, conversion_action, metrics_json, observed_at
from core_warehouse.metrics_daily
where level = 'campaign';
grant select on reporting.marketing_daily, reporting.fact_marketing_daily, reporting.fact_marketing_campaign_daily to authenticated, service_role;
