import type { DayRange } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';

/** What a reader of the range's figures must know: orders left out, ledgers that had to be reconciled, missing rates. */
export async function loadNotes(
  trx: Trx,
  shopId: string,
  range: DayRange,
  gaps: { fxMissing: boolean; uncollectedDays: number },
) {
  const { rows } = await sql<{ residuals: number; cancelled: number; test: number }>`
    select
      (select count(*) from core_warehouse.orders o where o.shop_id = ${shopId}::uuid and o.ledger_residual <> 0
        and o.order_day between ${range.from}::date and ${range.to}::date) as residuals,
      coalesce(sum(r.cancelled_orders), 0)::bigint as cancelled, coalesce(sum(r.test_orders), 0)::bigint as test
    from reporting.daily_revenue_rollup r
    where r.shop_id = ${shopId}::uuid and r.basis = 'order' and r.day between ${range.from}::date and ${range.to}::date`.execute(
    trx,
  );
  const { residuals = 0, cancelled = 0, test = 0 } = rows[0] ?? {};
  const notes: { code: string; message: string; count: number | null }[] = [];
  if (residuals > 0) {
    notes.push({
      code: 'ledger_reconciled',
      count: residuals,
      message: `${residuals} orders: the platform's stated events do not add up to its totals; the difference is booked as an adjustment.`,
    });
  }
  if (cancelled > 0)
    notes.push({
      code: 'cancelled_excluded',
      count: cancelled,
      message: `${cancelled} cancelled orders are not in revenue.`,
    });
  if (test > 0)
    notes.push({
      code: 'test_excluded',
      count: test,
      message: `${test} test orders are not in revenue.`,
    });
  if (gaps.uncollectedDays > 0) {
    notes.push({
      code: 'partly_collected',
      count: gaps.uncollectedDays,
      message: `${gaps.uncollectedDays} days of this range were not collected on one side; the figures leave them out.`,
    });
  }
  if (gaps.fxMissing) {
    notes.push({
      code: 'fx_missing',
      count: null,
      message:
        'Some amounts are in another currency and have no exchange rate of their day. Import rates with: npm run commerce -- import fx --file rates.csv',
    });
  }
  return notes;
}
