import type { JobKind, JsonObject, SliceStatus } from '@commerce/core';
import { dayOf } from '@commerce/core';
import type { Trx } from '@commerce/db';
import type { SlicePlan, Stream } from '@commerce/platforms';
import type { EngineContext } from '../context.ts';
import { type JobRun, writeAsHolder } from './job-run.ts';
import { readStreamHistory, type StreamHistory } from './stream-history.ts';

/** A slice as it stands in the database. */
export interface SliceRecord {
  id: string;
  stream: Stream;
  plan: SlicePlan;
  status: SliceStatus;
  state: JsonObject | null;
  attempts: number;
}

/** The slices of a job in reading order: those of the earlier run, or planned and stored now. */
export async function planJob(ctx: EngineContext, run: JobRun): Promise<SliceRecord[]> {
  const { result } = await writeAsHolder(ctx, run.job, async (trx) => {
    const planned = await loadSlices(trx, run);
    if (planned.length > 0) return planned;
    const history = await readStreamHistory(trx, run.connector);
    const plans = planStreams(ctx, run, history);
    if (plans.length > 0) await storeSlices(trx, ctx, run, plans);
    return await loadSlices(trx, run);
  });
  return result;
}

type PlannedSlice = { stream: string; plan: SlicePlan };

function planStreams(
  ctx: EngineContext,
  { job, connector, platform }: JobRun,
  history: ReadonlyMap<string, StreamHistory>,
): PlannedSlice[] {
  const now = ctx.now();
  const timezone = connector.timezone ?? connector.shopTimezone;
  const range = job.range
    ? { from: job.range.from, to: job.range.to ?? dayOf(now, timezone) }
    : null;
  return [...platform.streams]
    .sort((a, b) => a.order - b.order)
    .flatMap((stream) => {
      const past = history.get(stream.name);
      const slices = stream.plan({
        kind: kindFor(job.kind, past),
        now,
        timezone,
        cursor: past?.cursor ?? null,
        range,
        config: connector.config,
        lastReadAt: past?.lastReadAt ?? null,
      });
      return slices.map((plan) => ({ stream: stream.name, plan }));
    });
}

/** A stream whose history is complete is not read whole again because another one failed, and the reverse. */
function kindFor(kind: JobKind, past: StreamHistory | undefined): JobKind {
  if (kind === 'HISTORICAL_REBUILD') return kind;
  return past?.historyRead ? 'INCREMENTAL' : 'HISTORICAL_INIT';
}

const ROWS_PER_INSERT = 1000;

async function storeSlices(trx: Trx, ctx: EngineContext, { job }: JobRun, plans: PlannedSlice[]) {
  const rows = plans.map(({ stream, plan }, position) => ({
    shop_id: job.shopId,
    job_id: job.id,
    id: ctx.newId(),
    connector_id: job.connectorId,
    stream,
    slice_key: plan.key,
    range_from: plan.from,
    range_to: plan.to,
    params: JSON.stringify(plan.params ?? {}),
    position,
  }));
  for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
    const part = rows.slice(at, at + ROWS_PER_INSERT);
    await trx.insertInto('app_dashboard.sync_slices').values(part).execute();
  }
}

async function loadSlices(trx: Trx, { job, platform }: JobRun): Promise<SliceRecord[]> {
  const rows = await trx
    .selectFrom('app_dashboard.sync_slices')
    .selectAll()
    .where('shop_id', '=', job.shopId)
    .where('job_id', '=', job.id)
    .orderBy('position')
    .execute();
  return rows.flatMap((row) => {
    const stream = platform.streams.find(({ name }) => name === row.stream);
    // A slice of a stream that this version no longer has is nobody's work.
    if (!stream) return [];
    return [
      {
        id: row.id,
        stream,
        plan: {
          key: row.slice_key,
          from: row.range_from ?? '',
          to: row.range_to ?? '',
          params: row.params as JsonObject,
        },
        status: row.status,
        state: row.state as JsonObject | null,
        attempts: row.attempts,
      },
    ];
  });
}
