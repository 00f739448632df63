import { createHash } from 'node:crypto';
import { type DayRange, dayOf, previousRange } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import { freshnessView } from './freshness-view.ts';
import { connectorView } from './connector-facts.ts';
import { basisDayView, loadShopHeader, type ShopHeader } from './shop-header.ts';
import { resolveRange, type ShopMetricsInput } from './metrics-input.ts';

/**
 * Changes whenever `shopMetrics` for the same person and input would answer something else: with the
 * shop's data, its connectors and jobs, exchange rates, and every minute, because ages, day ends and
 * windows move with the clock. Costs a few index look-ups.
 * @throws AppError `not_found`, `invalid_input` for a range that is none
 */
export async function metricsVersion(ctx: EngineContext, input: ShopMetricsInput): Promise<string> {
  return await readAsActor(ctx, async (trx) => {
    const header = await loadShopHeader(ctx, trx, input.shopId);
    const now = ctx.now();
    const range = resolveRange(input, basisDayView(header, now).day, dayOf(now, header.timezone));
    return (await versionOf(ctx, trx, { header, range, now })).answer;
  });
}

export interface MetricsVersions {
  /** Of the whole answer. */
  answer: string;
  /** Of the figures in it that do not move with the clock. */
  figures: string;
}

/** The versions as the transaction's snapshot shows them. */
export async function versionOf(
  ctx: EngineContext,
  trx: Trx,
  { header, range, now }: { header: ShopHeader; range: DayRange; now: Date },
): Promise<MetricsVersions> {
  const { rows } = await sql<{ rates: string; last_job: string | null }>`
    select
      (select count(*) || ':' || coalesce(sum(hashtextextended(concat_ws('|', f.day, f.quote, f.rate), 0)), 0)
        from core_warehouse.fx_rates f
        where f.base = ${header.currency}
          and f.day between ${previousRange(range).from}::date and ${range.to}::date) as rates,
      (select max(j.created_at)::text from app_dashboard.sync_jobs j
        where j.shop_id = ${header.id}::uuid) as last_job`.execute(trx);
  const { connectors, ...shop } = header;
  const figures = {
    shop,
    accounts: connectors.map(({ id, status }) => [id, status]),
    range,
    ...rows[0],
  };
  const answer = {
    figures,
    connectors: connectors.map((connector) => [
      connectorView(ctx, connector),
      connector.collectedFrom,
      connector.importedRanges,
      connector.restatementDays,
    ]),
    freshness: freshnessView(ctx, connectors),
    minute: Math.floor(now.getTime() / 60_000),
    today: dayOf(now, header.timezone),
  };
  return { answer: hashOf(answer), figures: hashOf(figures) };
}

const hashOf = (facts: object): string =>
  createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 27);
