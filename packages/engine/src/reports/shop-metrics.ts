import {
  addDays,
  AppError,
  computeKpis,
  type DayRange,
  daysBetween,
  dayOf,
  isDay,
  previousRange,
} from '@commerce/core';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import { loadTopAdObjects } from './ad-performance.ts';
import { loadRevenueDays, loadSpendDays } from './daily-figures.ts';
import { freshnessView } from './freshness-view.ts';
import { loadNotes } from './notes.ts';
import { dailyFigures, dailyPoints, rangeTotals, uncollectedDays } from './range-totals.ts';
import { loadRecentOrders } from './recent-orders.ts';
import { loadRestatements } from './restatements.ts';
import { adSources, basisDayView, loadShopHeader } from './shop-header.ts';

const MAX_RANGE_DAYS = 1_200;
const DEFAULT_RANGE_DAYS = 7;
const RESTATED_WITHIN_MS = 48 * 3_600_000;

export interface ShopMetricsInput {
  shopId: string;
  /** Inclusive days in the shop's timezone. Default: the seven days that end with the basis day. */
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * Everything the dashboard of a shop shows for a range. Amounts are decimal strings in the shop's
 * currency, except ad objects, which stay in their account's currency. Revenue excludes VAT.
 */
export async function shopMetrics(ctx: EngineContext, input: ShopMetricsInput) {
  return await readAsActor(ctx, async (trx) => {
    const now = ctx.now();
    const header = await loadShopHeader(ctx, trx, input.shopId);
    const basis = basisDayView(header, now);
    const range = resolveRange(input, basis.day, dayOf(now, header.timezone));
    const before = previousRange(range);
    const whole = { from: before.from, to: range.to };
    const revenue = await loadRevenueDays(trx, [header.id], whole);
    const spend = await loadSpendDays(trx, [header.id], whole);
    const figures = dailyFigures(header, revenue, spend, now);
    const current = rangeTotals(figures, range);
    return {
      shop: {
        id: header.id,
        name: header.name,
        currency: header.currency,
        timezone: header.timezone,
        is_demo: header.isDemo,
      },
      range,
      previous_range: before,
      basis_day: basis,
      freshness: freshnessView(ctx, header.connectors),
      kpis: computeKpis(header.currency, current, rangeTotals(figures, before)),
      daily: dailyPoints(figures, range, adSources(header).length > 0),
      top_campaigns: await loadTopAdObjects(trx, header.id, 'campaign', range, 10),
      top_adsets: await loadTopAdObjects(trx, header.id, 'adset', range, 10),
      recent_orders: await loadRecentOrders(trx, header.id, 15),
      restatements: await loadRestatements(trx, header.id, restatedSince(now), 10),
      notes: await loadNotes(trx, header.id, range, {
        fxMissing: current.revenueFxMissing || current.spendFxMissing,
        uncollectedDays: uncollectedDays(figures, range, adSources(header).length > 0),
      }),
    };
  });
}

/** Moves by whole minutes, like the version that `metricsVersion` gives out. */
const restatedSince = (now: Date): Date =>
  new Date(Math.floor(now.getTime() / 60_000) * 60_000 - RESTATED_WITHIN_MS);

/** @throws AppError `invalid_input` for days that do not exist, are out of order, or span too much. */
export function resolveRange(
  input: { from?: string | undefined; to?: string | undefined },
  basisDay: string,
  today: string,
): DayRange {
  for (const [name, day] of [
    ['from', input.from],
    ['to', input.to],
  ] as const) {
    if (day !== undefined && !isDay(day))
      throw new AppError('invalid_input', `${name} must be an existing day written YYYY-MM-DD`);
  }
  const asked = input.to ?? (input.from !== undefined && input.from > basisDay ? today : basisDay);
  const to = asked > today ? today : asked;
  const from = input.from ?? addDays(to, 1 - DEFAULT_RANGE_DAYS);
  if (from > to)
    throw new AppError(
      'invalid_input',
      `from (${from}) lies after to (${to}); today in the shop is ${today}`,
    );
  if (daysBetween(from, to) >= MAX_RANGE_DAYS)
    throw new AppError('invalid_input', `Ask for at most ${MAX_RANGE_DAYS} days at once`);
  return { from, to };
}
