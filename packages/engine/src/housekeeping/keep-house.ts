import { isEmbeddedEngine, maintainDatabase } from '@commerce/db';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { subscribeDue } from '../webhooks/subscribe-connector.ts';
import { claimChore } from './claim-chore.ts';
import { pruneHistory } from './prune-history.ts';

const HOUR_MS = 3600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Does the chores that are due: removes old records hourly, maintains the embedded engine, asks for deliveries
 * that are missing. Any number of processes may call it at any time; a chore that fails is logged and waits
 * for its next turn.
 */
export async function keepHouse(ctx: EngineContext, signal?: AbortSignal): Promise<void> {
  const chores: [string, () => Promise<void>][] = [
    ['remove old records', () => pruneHourly(ctx)],
    ['maintain the database', () => maintainEmbedded(ctx, signal)],
    ['ask for deliveries', () => subscribeDue(ctx, signal)],
  ];
  for (const [name, work] of chores) {
    if (signal?.aborted) return;
    await work().catch((error: unknown) => {
      ctx.log.error({ error: String(error) }, `Could not ${name}; it will be tried again`);
    });
  }
}

async function pruneHourly(ctx: EngineContext): Promise<void> {
  if (await claimChore(ctx, { name: 'prune', everyMs: HOUR_MS })) await pruneHistory(ctx);
}

/** Real servers maintain themselves. Here it is done daily, and once the whole history of an account is in. */
async function maintainEmbedded(ctx: EngineContext, signal?: AbortSignal): Promise<void> {
  if (!(await isEmbeddedEngine(ctx.db))) return;
  const everyMs = (await historyIsNew(ctx)) ? 0 : DAY_MS;
  if (await claimChore(ctx, { name: 'maintain', everyMs })) await maintainDatabase(ctx.db, signal);
}

/** A history came in since the last time, and none is being read right now. */
async function historyIsNew(ctx: EngineContext): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>`
    select exists (
      select from app_dashboard.sync_jobs j
      where j.kind <> 'INCREMENTAL' and j.status = 'SUCCEEDED'
        and j.finished_at > coalesce((select claimed_at from app_dashboard.chores where name = 'maintain'), '-infinity')
    ) and not exists (
      select from app_dashboard.sync_jobs j
      where j.kind <> 'INCREMENTAL' and j.status = 'IN_PROGRESS'
    ) as due
  `.execute(ctx.db);
  return rows[0]?.due ?? false;
}
