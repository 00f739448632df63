import { createHash } from 'node:crypto';
import { dayOf, previousRange } from '@commerce/core';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import { freshnessView } from './freshness-view.ts';
import { connectorView } from './connector-facts.ts';
import { basisDayView, loadShopHeader } from './shop-header.ts';
import { resolveRange, type ShopMetricsInput } from './shop-metrics.ts';

/**
 * Changes whenever `shopMetrics` for the same person and input would answer something else: with the
 * shop's data, its connectors and jobs, exchange rates, and every minute, because ages, day ends and
 * windows move with the clock. Costs a few index look-ups.
 * @throws AppError `not_found`, `invalid_input` for a range that is none
 */
export async function metricsVersion(ctx: EngineContext, input: ShopMetricsInput): Promise<string> {
  return await readAsActor(ctx, async (trx) => {
    const now = ctx.now();
    const header = await loadShopHeader(ctx, trx, input.shopId);
    const today = dayOf(now, header.timezone);
    const range = resolveRange(input, basisDayView(header, now).day, today);
    const { rows } = await sql<{ rates: string; last_job: string | null }>`
      select
        (select count(*) || ':' || coalesce(sum(hashtextextended(concat_ws('|', f.day, f.quote, f.rate), 0)), 0)
          from core_warehouse.fx_rates f
          where f.base = ${header.currency}
            and f.day between ${previousRange(range).from}::date and ${range.to}::date) as rates,
        (select max(j.created_at)::text from app_dashboard.sync_jobs j
          where j.shop_id = ${header.id}::uuid) as last_job`.execute(trx);
    const { connectors, ...shop } = header;
    const facts = {
      shop,
      connectors: connectors.map((connector) => [
        connectorView(ctx, connector),
        connector.collectedFrom,
        connector.importedThrough,
        connector.restatementDays,
      ]),
      freshness: freshnessView(ctx, connectors),
      minute: Math.floor(now.getTime() / 60_000),
      range,
      today,
      ...rows[0],
    };
    return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 27);
  });
}
