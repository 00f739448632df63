import { createHash } from 'node:crypto';
import { type DayRange, dayOf, previousRange } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { type RawBuilder, sql } from 'kysely';
import { readTogetherAsActor } from '../access/read-together-as-actor.ts';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import {
  type ConnectorFacts,
  connectorFacts,
  connectorsQuery,
  connectorView,
} from './connector-facts.ts';
import { freshnessView } from './freshness-view.ts';
import { askedRange, resolveRange, type ShopMetricsInput } from './metrics-input.ts';
import { basisDayView, loadShopHeader, noSuchShop } from './shop-header.ts';

/**
 * Changes whenever `shopMetrics` for the same input would answer something else: with the shop's data,
 * its connectors and jobs, exchange rates, and every minute, because ages, day ends and windows move with
 * the clock. Costs a few index look-ups, and one round trip where the range is given with both ends.
 * @throws AppError `not_found`, `invalid_input` for a range that is none
 */
export async function metricsVersion(ctx: EngineContext, input: ShopMetricsInput): Promise<string> {
  const now = ctx.now();
  const asked = askedRange(input);
  if (asked) {
    const [rows, [marks]] = await readTogetherAsActor(ctx, [
      connectorsQuery(input.shopId),
      marksQuery(input.shopId, asked),
    ]);
    if (!marks) throw noSuchShop();
    const connectors = connectorFacts(ctx, rows);
    if (asked.to <= dayOf(now, marks.timezone)) {
      return answerVersion(ctx, { marks, connectors, range: asked, now });
    }
  }
  return await readAsActor(ctx, async (trx) => {
    const header = await loadShopHeader(ctx, trx, input.shopId);
    const { connectors, timezone } = header;
    const range = resolveRange(input, basisDayView(header, now).day, dayOf(now, timezone));
    const marks = await loadMarks(trx, header.id, range);
    return answerVersion(ctx, { marks, connectors, range, now });
  });
}

/** What tells the figures of a shop from those before, beside its connectors. */
export type MarksRow = {
  id: string;
  name: string;
  currency: string;
  timezone: string;
  is_demo: boolean;
  /** The latest days with ads and orders move with it, as all rollups do. */
  data_version: number;
  rates: string;
  last_job: string | null;
};

/** Nothing for a shop that the actor may not see. The rates are those of the range and of the one before. */
const marksQuery = (shopId: string, range: DayRange): RawBuilder<MarksRow> =>
  sql<MarksRow>`
    select * from reporting.version_marks(${shopId}::uuid, ${previousRange(range).from}::date, ${range.to}::date)`;

/** @throws AppError `not_found` */
export async function loadMarks(trx: Trx, shopId: string, range: DayRange): Promise<MarksRow> {
  const { rows } = await marksQuery(shopId, range).execute(trx);
  if (!rows[0]) throw noSuchShop();
  return rows[0];
}

/** What one snapshot shows of a shop that versions are made of. */
interface Versioned {
  marks: MarksRow;
  connectors: readonly ConnectorFacts[];
  range: DayRange;
  now: Date;
}

/** Of the whole answer. */
export function answerVersion(ctx: EngineContext, versioned: Versioned): string {
  const { marks, connectors, now } = versioned;
  return hashOf({
    figures: figureFacts(versioned),
    connectors: connectors.map((connector) => [
      connectorView(ctx, connector),
      connector.collectedFrom,
      connector.importedRanges,
      connector.restatementDays,
    ]),
    freshness: freshnessView(ctx, connectors),
    minute: Math.floor(now.getTime() / 60_000),
    today: dayOf(now, marks.timezone),
  });
}

/** Of the figures in it that do not move with the clock. */
export const figuresVersion = (versioned: Versioned): string => hashOf(figureFacts(versioned));

const figureFacts = ({ marks, connectors, range }: Versioned) => ({
  ...marks,
  accounts: connectors.map(({ id, status }) => [id, status]),
  range,
});

const hashOf = (facts: object): string =>
  createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 27);
