import type { EngineContext } from '@commerce/engine';
import type { HistoryProgress } from './history-progress.ts';
import { inSeconds, type Progress } from './progress.ts';

/** An account whose platform is away must not keep everybody waiting. */
const STILL_MS = 120_000;
const LOOK_MS = 1_000;

/** Waits for the accounts' history for as long as it arrives, or until `signal`; says so when it no longer does. */
export async function historyIsIn(
  { sleep }: Pick<EngineContext, 'sleep'>,
  { ended, stoodStill }: Pick<HistoryProgress, 'ended' | 'stoodStill'>,
  signal: AbortSignal,
  progress: Pick<Progress, 'line'>,
): Promise<void> {
  const over = new AbortController();
  const done = ended.then(() => over.abort());
  const waiting = AbortSignal.any([signal, over.signal]);
  while (!waiting.aborted) {
    if (stoodStill() > STILL_MS) {
      progress.line(
        `Nothing of the history arrived for ${inSeconds(STILL_MS)}; the demo's ads are followed without the rest`,
      );
      return;
    }
    await Promise.race([done, sleep(LOOK_MS, waiting).catch(() => {})]);
  }
}
