import type { DayRange } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';
import { counted } from '../counted.ts';

/** Orders of a range that a reader of its figures must know of. */
export interface OddOrders {
  /** Ledgers that had to be reconciled. */
  residuals: number;
  cancelled: number;
  test: number;
}

export async function loadOddOrders(trx: Trx, shopId: string, range: DayRange): Promise<OddOrders> {
  const { rows } = await sql<OddOrders>`
    select
      (select count(*) from core_warehouse.orders o where o.shop_id = ${shopId}::uuid and o.ledger_residual <> 0
        and o.order_day between ${range.from}::date and ${range.to}::date) as residuals,
      coalesce(sum(r.cancelled_orders), 0)::bigint as cancelled, coalesce(sum(r.test_orders), 0)::bigint as test
    from reporting.daily_revenue_rollup r
    where r.shop_id = ${shopId}::uuid and r.basis = 'order' and r.day between ${range.from}::date and ${range.to}::date`.execute(
    trx,
  );
  return rows[0] ?? { residuals: 0, cancelled: 0, test: 0 };
}

/** What a reader of the range's figures must know: orders left out, ledgers that had to be reconciled, missing rates. */
export function notesOn(
  { residuals, cancelled, test }: OddOrders,
  gaps: { fxMissing: boolean; uncollectedDays: number },
) {
  const notes: { code: string; message: string; count: number | null }[] = [];
  if (residuals > 0) {
    notes.push({
      code: 'ledger_reconciled',
      count: residuals,
      message: `${counted(residuals, 'order')}: the platform's stated events do not add up to its totals; the difference is booked as an adjustment.`,
    });
  }
  if (cancelled > 0)
    notes.push({
      code: 'cancelled_excluded',
      count: cancelled,
      message: `${counted(cancelled, 'cancelled order')} ${isAre(cancelled)} not in revenue.`,
    });
  if (test > 0)
    notes.push({
      code: 'test_excluded',
      count: test,
      message: `${counted(test, 'test order')} ${isAre(test)} not in revenue.`,
    });
  if (gaps.uncollectedDays > 0) {
    notes.push({
      code: 'partly_collected',
      count: gaps.uncollectedDays,
      message: `${counted(gaps.uncollectedDays, 'day')} of this range ${gaps.uncollectedDays === 1 ? 'was' : 'were'} not collected from every account; what is missing there is missing in the figures too.`,
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
const isAre = (count: number): string => (count === 1 ? 'is' : 'are');
