import { groupBy } from './group-by.ts';
import { addDays, computeKpis, type DayRange, dayOf, previousRange } from '@commerce/core';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import { connectorView } from './connector-facts.ts';
import { loadRevenueDays, loadSpendDays } from './daily-figures.ts';
import { freshnessView } from './freshness-view.ts';
import { dailyFigures, dailyPoints, rangeTotals } from './range-totals.ts';
import { adSources, basisDayView, loadShopHeaders, type ShopHeader } from './shop-header.ts';

const SUMMARY_DAYS = 7;

/**
 * Every shop the actor may read with its last seven complete days beside the seven before. Each shop
 * keeps its own currency and its own days: nothing is added across shops.
 */
export async function shopSummaries(ctx: EngineContext) {
  return await readAsActor(ctx, async (trx) => {
    const now = ctx.now();
    const headers = await loadShopHeaders(ctx, trx, null);
    if (headers.length === 0) return [];
    const ranges = new Map(headers.map((header) => [header.id, completeDays(header, now)]));
    const all = [...ranges.values()];
    const widest = {
      from: all.map((range) => previousRange(range).from).sort()[0] as string,
      to: all
        .map((range) => range.to)
        .sort()
        .at(-1) as string,
    };
    const ids = headers.map((header) => header.id);
    const revenue = groupBy(await loadRevenueDays(trx, ids, widest), (row) => row.shop_id);
    const spend = groupBy(await loadSpendDays(trx, ids, widest), (row) => row.shop_id);
    return headers.map((header) => {
      const range = ranges.get(header.id) as DayRange;
      const figures = dailyFigures(
        header,
        revenue.get(header.id) ?? [],
        spend.get(header.id) ?? [],
        now,
      );
      const points = dailyPoints(figures, range, adSources(header).length > 0);
      return {
        ...shopView(ctx, header),
        basis_day: basisDayView(header, now),
        range,
        kpis: computeKpis(
          header.currency,
          rangeTotals(figures, range),
          rangeTotals(figures, previousRange(range)),
        ),
        revenue_trend: points.map((point) => point.revenue),
      };
    });
  });
}

/** A shop as lists show it. */
export function shopView(ctx: EngineContext, header: ShopHeader) {
  return {
    id: header.id,
    name: header.name,
    currency: header.currency,
    timezone: header.timezone,
    is_demo: header.isDemo,
    is_default: header.isDefault,
    role: header.role,
    connectors: header.connectors.map((facts) => connectorView(ctx, facts)),
    freshness: freshnessView(ctx, header.connectors),
  };
}

function completeDays(header: ShopHeader, now: Date): DayRange {
  const to = addDays(dayOf(now, header.timezone), -1);
  return { from: addDays(to, 1 - SUMMARY_DAYS), to };
}
