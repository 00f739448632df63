import { EXIT } from '../exit-codes.ts';
import { inSeconds, type Progress } from './progress.ts';
import { stopSignals } from './stop-signals.ts';
import { tellFailure } from './tell-failure.ts';
import type { Teardown } from './teardown.ts';

/** How long a start that was interrupted may take to come to a good place. */
const START_GRACE_MS = 3_000;

/**
 * Runs `start`, waits for a signal to stop or for the database to die, and ends everything in order. A later
 * signal ends the process at once.
 * @returns the code to exit with
 */
export async function untilStopped(
  progress: Progress,
  teardown: Teardown,
  start: (signal: AbortSignal, onStopped: (error: Error) => void) => Promise<void>,
): Promise<number> {
  let askedAt = 0;
  const signal = stopSignals({
    onFirst: () => {
      askedAt = performance.now();
      progress.line('Stopping: running jobs are given back. Press Ctrl-C again to force.');
    },
    onForce: () => progress.line('Forced. The next start recovers what was under way.'),
  });
  const dead = new AbortController();
  // Nothing of what runs keeps the process alive by itself while it waits.
  const alive = setInterval(() => {}, 60_000);
  const ended = Promise.race([fires(signal), fires(dead.signal)]);
  let code: number = EXIT.ok;
  try {
    const starting = start(signal, (error) => dead.abort(error));
    await Promise.race([starting, ended]);
    await ended;
    await Promise.race([starting, delay(START_GRACE_MS)]);
    if (!signal.aborted) throw dead.signal.reason;
  } catch (error) {
    if (!signal.aborted) code = tellFailure(error, progress);
  }
  await teardown.run();
  clearInterval(alive);
  if (signal.aborted) progress.line(`Stopped in ${inSeconds(performance.now() - askedAt)}`);
  return code;
}

const fires = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

const delay = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
