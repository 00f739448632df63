import { formatAmount, parseAmount } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';

type Row = {
  connector_id: string;
  platform: string;
  order_id: string;
  name: string;
  created_at: Date;
  order_day: string;
  total: string;
  current_total: string | null;
  currency: string;
  financial_status: string | null;
  fulfillment_status: string | null;
  is_test: boolean;
  is_cancelled: boolean;
  items: number | null;
  first_item: string | null;
  utm_campaign: string | null;
  new_customer: boolean | null;
};

/** The newest orders of a shop, test and cancelled ones included and marked. Totals include VAT and shipping. */
export async function loadRecentOrders(trx: Trx, shopId: string, limit: number) {
  const { rows } = await sql<Row>`
    select o.connector_id, c.platform, o.external_id as order_id, o.name, o.created_at, o.order_day, o.total, o.current_total,
      o.currency, o.financial_status, o.fulfillment_status, o.is_test, o.cancelled_at is not null as is_cancelled,
      o.current_quantity as items,
      (select l.title from core_warehouse.order_line_items l where l.shop_id = o.shop_id and l.connector_id = o.connector_id
        and l.order_id = o.external_id order by l.position limit 1) as first_item,
      coalesce(o.last_utm_campaign, o.first_utm_campaign) as utm_campaign, o.customer_order_index = 1 as new_customer
    from core_warehouse.orders o
    join app_dashboard.connectors c on c.shop_id = o.shop_id and c.id = o.connector_id
    where o.shop_id = ${shopId}::uuid and o.deleted_at is null
    order by o.created_at desc, o.connector_id, o.external_id
    limit ${limit}`.execute(trx);
  return rows.map((row) => ({
    ...row,
    created_at: row.created_at.toISOString(),
    total: formatAmount(parseAmount(row.total)),
    current_total: row.current_total === null ? null : formatAmount(parseAmount(row.current_total)),
  }));
}
