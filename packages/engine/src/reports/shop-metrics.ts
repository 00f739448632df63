import { computeKpis, type DayRange, dayOf, previousRange } from '@commerce/core';
import type { Trx } from '@commerce/db';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import { loadTopAdObjects } from './ad-performance.ts';
import { loadRevenueDays, loadSpendDays } from './daily-figures.ts';
import { freshnessView } from './freshness-view.ts';
import { resolveRange, type ShopMetricsInput } from './metrics-input.ts';
import { answerVersion, figuresVersion, loadMarks } from './metrics-version.ts';
import { loadOddOrders, notesOn } from './notes.ts';
import { dailyFigures, dailyPoints, rangeTotals, uncollectedDays } from './range-totals.ts';
import { loadRecentOrders } from './recent-orders.ts';
import { loadRestatements } from './restatements.ts';
import { rememberedMetrics } from './remembered-metrics.ts';
import { adSources, basisDayView, loadShopHeader, type ShopHeader } from './shop-header.ts';

const RESTATED_WITHIN_MS = 48 * 3_600_000;

/**
 * Everything the dashboard of a shop shows for a range. Amounts are decimal strings in the shop's
 * currency, except ad objects, which stay in their account's currency. Revenue excludes VAT. An answer
 * is worked out once per version and process; who gets it must not change it.
 * @param version what `metricsVersion` gave this caller for this input a moment ago, if it was asked
 */
export async function shopMetrics(
  ctx: EngineContext,
  input: ShopMetricsInput,
  version?: string,
): Promise<ShopMetricsAnswer> {
  const remembered = rememberedMetrics<ShopMetricsAnswer>(ctx.db);
  const known = version === undefined ? undefined : remembered.get(version);
  if (known) return known;
  return await readAsActor(ctx, async (trx) => {
    const now = ctx.now();
    const header = await loadShopHeader(ctx, trx, input.shopId);
    const range = resolveRange(input, basisDayView(header, now).day, dayOf(now, header.timezone));
    const marks = await loadMarks(trx, header.id, range);
    const versioned = { marks, connectors: header.connectors, range, now };
    const current = answerVersion(ctx, versioned);
    const same = remembered.get(current);
    if (same) return same;
    const rememberedRows = rememberedMetrics<MetricsRows>(ctx.db);
    const figures = figuresVersion(versioned);
    const rows = rememberedRows.get(figures) ?? (await loadRows(trx, header, range));
    rememberedRows.set(figures, rows);
    const answer = await workOut(ctx, trx, { header, range, now, rows });
    remembered.set(current, answer);
    return answer;
  });
}

type ShopMetricsAnswer = Awaited<ReturnType<typeof workOut>>;

type MetricsRows = Awaited<ReturnType<typeof loadRows>>;

/** What costs most, and stays the same until the shop's data changes, whatever the clock says. */
async function loadRows(trx: Trx, header: ShopHeader, range: DayRange) {
  const whole = { from: previousRange(range).from, to: range.to };
  return {
    revenue: await loadRevenueDays(trx, [header.id], whole),
    spend: await loadSpendDays(trx, [header.id], whole),
    campaigns: await loadTopAdObjects(trx, header.id, 'campaign', range, 10),
    adsets: await loadTopAdObjects(trx, header.id, 'adset', range, 10),
    orders: await loadRecentOrders(trx, header.id, 15),
    oddOrders: await loadOddOrders(trx, header.id, range),
  };
}

async function workOut(
  ctx: EngineContext,
  trx: Trx,
  {
    header,
    range,
    now,
    rows,
  }: { header: ShopHeader; range: DayRange; now: Date; rows: MetricsRows },
) {
  const before = previousRange(range);
  const figures = dailyFigures(header, rows.revenue, rows.spend, now);
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
    basis_day: basisDayView(header, now),
    freshness: freshnessView(ctx, header.connectors),
    kpis: computeKpis(header.currency, current, rangeTotals(figures, before)),
    daily: dailyPoints(figures, range, adSources(header).length > 0),
    top_campaigns: rows.campaigns,
    top_adsets: rows.adsets,
    recent_orders: rows.orders,
    restatements: await loadRestatements(trx, header.id, restatedSince(now), 10),
    notes: notesOn(rows.oddOrders, {
      fxMissing: current.revenueFxMissing || current.spendFxMissing,
      uncollectedDays: uncollectedDays(figures, range, adSources(header).length > 0),
    }),
  };
}

/** Moves by whole minutes, like the version that `metricsVersion` gives out. */
const restatedSince = (now: Date): Date =>
  new Date(Math.floor(now.getTime() / 60_000) * 60_000 - RESTATED_WITHIN_MS);
