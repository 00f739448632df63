import type { CanonicalBatch, LedgerRow, MetricsDailyRow, OrderRow } from '@commerce/core';
import { type Db, withSystem, writePage } from '@commerce/db';
import { createTenant } from '@commerce/testkit';

export interface SmallOrder {
  id: string;
  day: string;
  currency?: string;
  order?: Partial<OrderRow>;
  events: {
    type?: LedgerRow['event_type'];
    line?: LedgerRow['line_type'];
    day?: string;
    gross: number;
    discount?: number;
    tax?: number;
  }[];
}

type Connector = { shopId: string; connectorId: string };

/** An agency with one shop in KRW, its Shopify connector and its ad accounts. */
export async function createSmallBusiness(db: Db, adAccounts: readonly { currency: string }[]) {
  const tenant = await createTenant(db);
  const shopId = tenant.shops[0]?.id ?? '';
  const add = async (values: {
    platform: string;
    kind: 'sales' | 'ads';
    external_account_id: string;
    currency: string;
  }): Promise<Connector> => {
    const { id } = await db
      .insertInto('app_dashboard.connectors')
      .values({
        shop_id: shopId,
        mode: 'api',
        name: values.external_account_id,
        timezone: 'Asia/Seoul',
        collected_from: '2026-10-01',
        last_synced_at: '2026-11-20T02:55:00Z',
        ...values,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { shopId, connectorId: id };
  };
  const account = { platform: 'shopify', kind: 'sales' as const, external_account_id: 'shop' };
  const sales = await add({ ...account, currency: 'KRW' });
  const ads: Connector[] = [];
  for (const [index, { currency }] of adAccounts.entries()) {
    ads.push(
      await add({ platform: 'meta', kind: 'ads', external_account_id: `${index}`, currency }),
    );
  }
  return { tenant, shopId, sales, ads };
}

/** Writes rows as a platform's answer of that moment. */
export async function write(
  db: Db,
  connector: Connector,
  rows: CanonicalBatch,
  receivedAt = '2026-11-20T02:50:00Z',
): Promise<void> {
  const input = { ...connector, jobId: null, stream: 'test', source: 'api' as const };
  await withSystem(db, (trx) =>
    writePage(trx, { ...input, receivedAt: new Date(receivedAt), page: { records: [], rows } }),
  );
}

/** Rows of orders; columns left out are unknown. Order numbers are their ids. */
export function orders(...list: SmallOrder[]): CanonicalBatch {
  return {
    orders: list.map((order) => ({
      external_id: order.id,
      name: `#${order.id}`,
      order_day: order.day,
      created_at: `${order.day}T01:00:00Z`,
      source_updated_at: '2026-11-20T02:00:00Z',
      is_test: false,
      currency: order.currency ?? 'KRW',
      total: '1',
      ...order.order,
    })) as OrderRow[],
    ledger: list.flatMap((order) =>
      order.events.map(
        ({ type = 'sale', line = 'product', gross, discount = 0, tax = 0, day }, index) => ({
          order_id: order.id,
          event_key: `${index}`,
          event_type: type,
          line_type: line,
          quantity: 1,
          occurred_at: `${day ?? order.day}T01:00:00Z`,
          event_day: day ?? order.day,
          order_day: order.day,
          currency: order.currency ?? 'KRW',
          gross_amount: String(gross),
          discount_amount: String(discount),
          tax_amount: String(tax),
          amount: String(gross - discount + tax),
          vat_basis: 'excl',
          source: 'agreement',
        }),
      ),
    ) as LedgerRow[],
  };
}

/** Rows of ad metrics; columns left out were not reported. */
export const metrics = (
  ...rows: (Partial<MetricsDailyRow> & Pick<MetricsDailyRow, 'level' | 'entity_id' | 'day'>)[]
): CanonicalBatch => ({
  metrics: rows.map((row) => ({ currency: 'KRW', vat_basis: 'excl', ...row })) as MetricsDailyRow[],
});
