import { type EngineContext, type JobEnding, listShops, type SyncProgress } from '@commerce/engine';
import { inSeconds, type Progress } from './progress.ts';

export interface HistoryProgress {
  onProgress: (event: SyncProgress) => void;
  /** Resolves when every account's first read has ended, well or not. */
  ended: Promise<void>;
  /** For how long nothing was read, milliseconds. */
  stoodStill: () => number;
  close: () => void;
}

/** Jobs that were given back or taken over go on by themselves. */
const WORTH_TELLING: ReadonlySet<JobEnding> = new Set(['failed', 'put_off']);
const HEARTBEAT_MS = 10_000;
const count = new Intl.NumberFormat('en');

/** Tells how far the first read of accounts is: a line when one is done, and one now and then between. */
export async function watchHistory(
  ctx: EngineContext,
  progress: Progress,
): Promise<HistoryProgress> {
  const { items } = await listShops(ctx, { limit: 10_000 });
  const waiting = new Map<string, string>();
  for (const shop of items) {
    for (const connector of shop.connectors) {
      if (connector.last_synced_at !== null || connector.status === 'disabled') continue;
      const platform = ctx.platforms.get(connector.platform)?.name ?? connector.platform;
      waiting.set(connector.id, `${shop.name} · ${platform}`);
    }
  }
  const total = waiting.size;
  const unsettled = new Set(waiting.keys());
  let allEnded = () => {};
  const everyone = new Promise<void>((resolve) => (allEnded = resolve));
  if (total === 0) allEnded();
  const records = new Map<string, number>();
  const started = performance.now();
  let movedAt = started;
  const elapsed = () => inSeconds(performance.now() - started);
  const sum = () => count.format([...records.values()].reduce((all, some) => all + some, 0));
  const heartbeat = setInterval(() => {
    if (waiting.size === 0) return;
    const done = total - waiting.size;
    progress.line(`Reading history … ${done} of ${total} accounts, ${sum()} records, ${elapsed()}`);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  if (total > 0) progress.line(`Reading the history of ${total} accounts …`);

  function ended(event: Extract<SyncProgress, { type: 'job_ended' }>, name: string): void {
    if (event.ending === 'succeeded') {
      waiting.delete(event.connectorId);
      const read = count.format(records.get(event.connectorId) ?? 0);
      progress.line(`${name}: ${read} records, ${total - waiting.size} of ${total}`);
      if (waiting.size > 0) return;
      clearInterval(heartbeat);
      progress.line(`All history is here: ${sum()} records in ${elapsed()}`);
    } else if (event.message !== null && WORTH_TELLING.has(event.ending)) {
      progress.line(`${name}: ${event.message}`);
    }
  }

  return {
    onProgress(event) {
      const name = waiting.get(event.connectorId);
      if (name === undefined) return;
      if (event.type === 'page_written') {
        records.set(event.connectorId, event.recordsSynced);
        movedAt = performance.now();
      }
      if (event.type !== 'job_ended') return;
      ended(event, name);
      if (event.ending === 'succeeded' || event.ending === 'failed') {
        unsettled.delete(event.connectorId);
        movedAt = performance.now();
      }
      if (unsettled.size === 0) allEnded();
    },
    ended: everyone,
    stoodStill: () => performance.now() - movedAt,
    close: () => clearInterval(heartbeat),
  };
}
