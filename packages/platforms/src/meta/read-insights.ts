import { type MetricsDailyRow, type SyncNote, syncNote } from '@commerce/core';
import { z } from 'zod';
import type { Page, ReadContext, SlicePlan, SliceProof } from '../platform/stream.ts';
import { createGraph, type Graph, type Item, type Params } from './client.ts';
import { driftError, MetaError } from './errors.ts';
import { INSIGHTS_FIELDS, STATUSES } from './fields.ts';
import { type InsightsContext, type InsightsLevel, insightsId, mapInsights } from './map.ts';
import { halves, type Piece, SliceMemory } from './pieces.ts';
import { readByReport } from './report-run.ts';
import { type InsightsWire, insightsSchema } from './schemas.ts';
import { readConfig } from './settings.ts';

const PAGE = 500;

interface Reading {
  context: ReadContext;
  graph: Graph;
  account: string;
  insights: InsightsContext;
  memory: SliceMemory;
}

/**
 * Daily rows of one level over the slice's days. Small ranges are answered at once, large or slow ones
 * through report runs; what is too large either way is cut by days, then by campaigns. A slice without
 * a row is checked against the account's own totals: where those show activity, `expected` says so.
 */
export async function* readInsights(
  context: ReadContext,
  slice: SlicePlan,
  level: InsightsLevel,
): AsyncGenerator<Page, SliceProof, void> {
  const reading = begin(context, level);
  const whole: Piece = { from: slice.from, to: slice.to, campaign: null };
  const large = slice.params?.history === true && (level === 'adset' || level === 'ad');
  const known = large ? await activeDays(reading, whole) : null;
  if (known !== null && known > 0 && !reading.memory.byReport) await reading.memory.useReports();
  let received = 0;
  const open: Piece[] = [whole];
  for (let piece = open.shift(); piece; piece = open.shift()) {
    const outcome = yield* readOrSplit(reading, piece);
    if (typeof outcome === 'number') received += outcome;
    else open.unshift(...outcome);
  }
  const active = received > 0 ? null : (known ?? (await activeDays(reading, whole)));
  const cursor = typeof slice.params?.cursor === 'string' ? slice.params.cursor : null;
  return {
    expected: active,
    received,
    cursor,
    covers: { level, from: slice.from, to: slice.to },
    ...(active && {
      notes: [noRowsNote(level, slice, active)],
    }),
  };
}

const noRowsNote = (level: string, { from, to }: SlicePlan, active: number): SyncNote =>
  syncNote(
    'no_rows_while_active',
    `Meta sent no ${level} rows for ${from} to ${to}, although the account was active on ${active} of these days. Nothing was removed.`,
    { from, to, days: String(active) },
  );

function begin(context: ReadContext, level: InsightsLevel): Reading {
  const config = readConfig(context.connection.config);
  return {
    context,
    graph: createGraph(context.connection, context.signal),
    account: `act_${config.ad_account_id}`,
    insights: {
      level,
      purchaseAction: config.purchase_action,
      asked: new Set(INSIGHTS_FIELDS[level]),
      account: {
        id: config.ad_account_id,
        currency: context.connection.account?.currency ?? null,
      },
    },
    memory: new SliceMemory(context),
  };
}

/** Reads a piece and returns how many rows it had, or the smaller pieces to read instead. */
async function* readOrSplit(
  reading: Reading,
  piece: Piece,
): AsyncGenerator<Page, number | Piece[], void> {
  const { memory } = reading;
  if (memory.isSplit(piece)) return smaller(reading, piece);
  try {
    return yield* readPiece(reading, piece);
  } catch (error) {
    if (!isTooLarge(error)) throw error;
    if (!memory.byReport) {
      await memory.useReports();
      return [piece];
    }
    const pieces = await smaller(reading, piece);
    if (pieces.length === 0) throw error;
    await memory.rememberSplit(piece);
    return pieces;
  }
}

async function* readPiece(reading: Reading, piece: Piece): AsyncGenerator<Page, number, void> {
  const { graph, memory, context } = reading;
  const path = `${piece.campaign ?? reading.account}/insights`;
  const params = insightsParams(reading.insights.level, piece);
  const items = memory.byReport
    ? readByReport({
        ...{ graph, memory, piece, path, params },
        connection: context.connection,
        signal: context.signal,
      })
    : graph.pages(path, params, insightsSchema, PAGE);
  let count = 0;
  for await (const page of items) {
    const mapped = toPage(page, reading.insights, piece);
    count += mapped.records.length;
    yield mapped;
  }
  return count;
}

function isTooLarge(error: unknown): boolean {
  return error instanceof MetaError && (error.remedy === 'split' || error.remedy === 'reduce');
}

async function smaller(reading: Reading, piece: Piece): Promise<Piece[]> {
  if (piece.from < piece.to) return halves(piece);
  const { level } = reading.insights;
  if (piece.campaign !== null || level === 'account' || level === 'campaign') return [];
  const ids = new Set<string>();
  const params = { ...insightsParams('campaign', piece), fields: 'campaign_id' };
  for await (const page of reading.graph.pages(
    `${reading.account}/insights`,
    params,
    z.looseObject({ campaign_id: insightsSchema.shape.campaign_id.unwrap() }),
    PAGE,
  )) {
    for (const { value } of page) ids.add(value.campaign_id);
  }
  return [...ids].map((campaign) => ({ ...piece, campaign }));
}

function insightsParams(level: InsightsLevel, { from, to }: Pick<Piece, 'from' | 'to'>): Params {
  // Without naming all statuses, rows of deleted objects are missing although their parents count them.
  const statuses = level === 'account' ? null : STATUSES[level].all;
  return {
    level,
    fields: INSIGHTS_FIELDS[level].join(','),
    time_range: JSON.stringify({ since: from, until: to }),
    time_increment: '1',
    ...(statuses && {
      filtering: JSON.stringify([
        { field: `${level}.effective_status`, operator: 'IN', value: statuses },
      ]),
    }),
  };
}

/** Days on which the account as a whole had impressions or spend. */
async function activeDays(reading: Reading, piece: Piece): Promise<number> {
  const days = new Set<string>();
  const params = { ...insightsParams('account', piece), fields: 'date_start,impressions,spend' };
  const schema = insightsSchema.pick({ date_start: true, impressions: true, spend: true });
  for await (const page of reading.graph.pages(
    `${reading.account}/insights`,
    params,
    schema,
    PAGE,
  )) {
    for (const { value } of page) {
      if ((value.impressions ?? 0) > 0 || Number(value.spend ?? 0) > 0) days.add(value.date_start);
    }
  }
  return days.size;
}

/** A row listed twice while the data moved under the cursor is kept once, as listed last. */
function toPage(items: Item<InsightsWire>[], context: InsightsContext, piece: Piece): Page {
  const records = new Map<string, string>();
  const metrics = new Map<string, MetricsDailyRow>();
  for (const { value, raw } of items) {
    const row = mapInsights(value, context);
    const fits = row.day >= piece.from && row.day <= piece.to && value.date_stop === row.day;
    if (row.entity_id === '' || row.currency === '' || !fits)
      throw driftError('an insights row of another shape', raw);
    const id = insightsId(row);
    records.set(id, raw);
    metrics.set(id, row);
  }
  return {
    records: [...records].map(([external_id, payload]) => ({ external_id, payload })),
    rows: { metrics: [...metrics.values()] },
  };
}
