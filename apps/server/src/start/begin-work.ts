import { PlatformError } from '@commerce/core';
import { listProposals, startWorker, type Worker } from '@commerce/engine';
import { demoIsTold } from '../demo/demo-file.ts';
import { type FollowOptions, followStory, storyState } from '../demo/follow-story.ts';
import type { Runtime } from '../runtime/create-runtime.ts';
import { historyIsIn } from './history-is-in.ts';
import { type HistoryProgress, watchHistory } from './history-progress.ts';
import { inSeconds, type Progress } from './progress.ts';
import type { Teardown } from './teardown.ts';

export interface WorkOptions {
  progress: Progress;
  teardown: Teardown;
}

export type DemoStory = Pick<FollowOptions, 'owner' | 'world' | 'demo' | 'shopId'>;

const WORKER_POLL_MS = 1_000;
const WORKER_GRACE_MS = 4_000;

/**
 * Starts the worker in the background; what was started is in `teardown`. The story of a new demo is followed
 * once the history of everything else is in. Nothing else may work meanwhile, so the worker rests.
 */
export function beginWork(
  runtime: Runtime,
  options: WorkOptions,
  story: DemoStory | null,
): { demoIsTold: Promise<void> } {
  const { ctx, log } = runtime;
  const stopping = new AbortController();
  const { signal } = stopping;
  let worker: Worker | null = null;
  async function work(): Promise<HistoryProgress> {
    const history = await watchHistory(ctx, options.progress);
    options.teardown.add('progress', () => history.close());
    if (!signal.aborted) worker = newWorker(runtime, history);
    return history;
  }
  async function tell(untold: DemoStory): Promise<void> {
    const state = await storyState(ctx, untold);
    if (state === 'new') {
      const history = await work();
      await historyIsIn(ctx, history, signal, options.progress);
      history.close();
    }
    if (state === 'told' || signal.aborted) return;
    await worker?.stop();
    await follow(runtime, untold, options.progress, signal);
  }
  const told = (story ? tell(story) : Promise.resolve()).catch((error: unknown) => {
    log.error(
      { error: String(error) },
      "The demo's story could not be followed; the next start goes on",
    );
  });
  const begun = told
    .then(() => (signal.aborted ? null : work()))
    .catch((error: unknown) => {
      log.error({ error: String(error) }, 'The worker could not be started; start again');
    });
  options.teardown.add('the worker', async () => {
    stopping.abort(new PlatformError('cancelled', 'The server is stopping'));
    await worker?.stop();
    await begun;
    await worker?.stop();
  });
  return { demoIsTold: told };
}

const newWorker = ({ ctx, config }: Runtime, history: HistoryProgress): Worker =>
  startWorker(ctx, {
    concurrency: config.workerConcurrency,
    pollMs: WORKER_POLL_MS,
    schedulerMs: config.syncIntervalMinutes * 60_000,
    graceMs: WORKER_GRACE_MS,
    onProgress: history.onProgress,
  });

async function follow(
  { ctx, config }: Runtime,
  story: DemoStory,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const started = performance.now();
  const onDay = (done: number, total: number) => {
    if (done === 1) {
      progress.line(`Following ${total === 1 ? '1 day' : `${total} days`} of the demo's ads …`);
    }
    if (done < total) return;
    progress.line(`The demo's ads were followed in ${inSeconds(performance.now() - started)}`);
  };
  await followStory(ctx, { ...story, signal, onDay });
  if (signal.aborted) return;
  demoIsTold(config.dataDir);
  const { items } = await listProposals(ctx, { statuses: ['proposed'], limit: 100 });
  if (items.length === 0) return;
  progress.line(
    items.length === 1
      ? '1 decision waits in the inbox'
      : `${items.length} decisions wait in the inbox`,
  );
}
