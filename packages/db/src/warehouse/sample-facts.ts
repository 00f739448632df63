import { randomUUID } from 'node:crypto';
import type { CanonicalBatch, LedgerRow, MetricsDailyRow, OrderRow } from '@commerce/core';
import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { withSystem } from '../database.ts';
import { metricsShape } from './ads-shapes.ts';
import { ledgerShape, lineItemShape, orderShape, transactionShape } from './order-shapes.ts';
import type { Tenant } from './run-statement.ts';
import type { TableShape } from './table-shape.ts';
import { type PageWritten, type WritePageInput, writePage } from './write-page.ts';

/** A shop with one connector, for tests of the writer. */
export async function sampleTenant(db: Db, platform = 'shopify'): Promise<Tenant> {
  const [agency, shopId, connectorId] = [randomUUID(), randomUUID(), randomUUID()];
  await sql`insert into app_dashboard.agencies (id, name) values (${agency}, 'Sample')`.execute(db);
  await sql`insert into app_dashboard.shops (id, agency_id, name, currency, timezone)
    values (${shopId}, ${agency}, 'Sample', 'KRW', 'Asia/Seoul')`.execute(db);
  await sql`insert into app_dashboard.connectors (shop_id, id, platform, kind, mode, external_account_id, name)
    values (${shopId}, ${connectorId}, ${platform}, 'sales', 'api', 'sample', 'Sample')`.execute(
    db,
  );
  return { shopId, connectorId };
}

/** Writes rows in a transaction of their own, as an answer of the platform unless told otherwise. */
export async function writeFacts(
  db: Db,
  tenant: Tenant,
  rows: CanonicalBatch,
  options: Partial<WritePageInput> = {},
): Promise<PageWritten> {
  const input: WritePageInput = {
    ...tenant,
    jobId: null,
    stream: 'orders',
    source: 'api',
    receivedAt: new Date('2026-03-01T00:00:00Z'),
    page: { records: [], rows },
    ...options,
  };
  return await withSystem(db, (trx) => writePage(trx, input));
}

export function sampleMetrics(
  row: Partial<MetricsDailyRow> & { entity_id: string; day: string },
): MetricsDailyRow {
  return {
    ...blank(metricsShape),
    level: 'campaign',
    currency: 'KRW',
    vat_basis: 'excl',
    ...row,
  };
}

export interface SampleEvent {
  type?: LedgerRow['event_type'];
  line?: LedgerRow['line_type'];
  day?: string;
  gross: number;
  discount?: number;
  tax?: number;
}

export interface SampleOrder {
  id: string;
  day?: string;
  updatedAt?: string;
  order?: Partial<OrderRow>;
  events?: SampleEvent[];
  lines?: number;
}

/** A whole order in KRW with one line per `lines`, a payment, and a ledger of `events`. */
export function sampleOrders(...orders: SampleOrder[]): CanonicalBatch {
  return {
    orders: orders.map(orderRow),
    line_items: orders.flatMap((order) =>
      Array.from({ length: order.lines ?? 1 }, (_, position) => ({
        ...blank(lineItemShape),
        order_id: order.id,
        external_id: `${order.id}/line/${position}`,
        position,
        title: `Line ${position}`,
        quantity: 1,
        is_gift_card: false,
        currency: 'KRW',
        tax_lines: [{ title: 'VAT', price: '1' }],
      })),
    ),
    transactions: orders.map((order) => ({
      ...blank(transactionShape),
      order_id: order.id,
      external_id: `${order.id}/payment`,
      kind: 'sale',
      status: 'success',
      is_test: false,
      currency: 'KRW',
      amount: '11000',
    })),
    ledger: orders.flatMap((order) =>
      (order.events ?? [{ gross: 10_000, tax: 1_000 }]).map((event, index) =>
        ledgerRow(order, event, index),
      ),
    ),
  };
}

function orderRow(order: SampleOrder): OrderRow {
  const day = order.day ?? '2026-02-01';
  return {
    ...blank(orderShape),
    external_id: order.id,
    name: `#${order.id}`,
    order_day: day,
    created_at: `${day}T00:00:00Z`,
    source_updated_at: order.updatedAt ?? `${day}T01:00:00Z`,
    is_test: false,
    currency: 'KRW',
    total: '11000',
    tags: ['a,b', 'c"d', 'e\\f'],
    ...order.order,
  };
}

function ledgerRow(order: SampleOrder, event: SampleEvent, index: number): LedgerRow {
  const orderDay = order.day ?? '2026-02-01';
  const day = event.day ?? orderDay;
  const { gross, discount = 0, tax = 0 } = event;
  return {
    ...blank(ledgerShape),
    order_id: order.id,
    event_key: `event/${index}`,
    event_type: event.type ?? 'sale',
    line_type: event.line ?? 'product',
    quantity: 1,
    occurred_at: `${day}T00:30:00Z`,
    event_day: day,
    order_day: orderDay,
    currency: 'KRW',
    gross_amount: String(gross),
    discount_amount: String(discount),
    tax_amount: String(tax),
    amount: String(gross - discount + tax),
    vat_basis: 'excl',
    source: 'agreement',
  };
}

/** A row of nulls; what may not be null is set by the caller. */
function blank<Row>(shape: TableShape<Row>): Row {
  return Object.fromEntries(Object.keys(shape.columns).map((name) => [name, null])) as Row;
}

const factTables = [
  'staging_ingest.raw_payloads',
  'core_warehouse.orders',
  'core_warehouse.order_line_items',
  'core_warehouse.transactions',
  'core_warehouse.order_ledger',
  'core_warehouse.metrics_daily',
  'core_warehouse.metrics_daily_versions',
  'core_warehouse.products',
  'core_warehouse.entities',
  'reporting.daily_revenue_rollup',
  'reporting.marketing_daily_rollup',
];

/** Every stored fact of a shop with the transaction that wrote it: equal means nothing was touched. */
export async function storedFacts(db: Db, { shopId }: Tenant): Promise<string> {
  const parts: string[] = [];
  for (const table of factTables) {
    const { rows } = await sql<{ row: string }>`
      select t.xmin || ' ' || row_to_json(t)::text as row from ${sql.raw(table)} t
      where t.shop_id = ${shopId} order by 1`.execute(db);
    parts.push(table, ...rows.map((entry) => entry.row));
  }
  return parts.join('\n');
}

/** Revenue of a shop as `basis day: orders/gross/refunds/net/total`. */
export async function revenueOf(db: Db, { shopId }: Tenant): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select basis || ' ' || day || ': ' || concat_ws('/', orders, trim_scale(gross_sales), trim_scale(refunds),
      trim_scale(net_sales), trim_scale(total_sales)) as line
    from reporting.daily_revenue where shop_id = ${shopId} order by basis desc, day`.execute(db);
  return rows.map((row) => row.line);
}
