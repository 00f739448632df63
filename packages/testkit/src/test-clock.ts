import { PlatformError } from '@commerce/core';

/** A clock that stands still until it is moved; sleeping moves it, so nothing really waits. */
export interface TestClock {
  now: () => Date;
  set: (instant: string) => void;
  advance: (ms: number) => void;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Every wait that was asked for, in order. */
  readonly sleeps: readonly number[];
}

export function createTestClock(start: string): TestClock {
  let time = Date.parse(start);
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => new Date(time),
    set: (instant) => void (time = Date.parse(instant)),
    advance: (ms) => void (time += ms),
    async sleep(ms, signal) {
      // Others get a turn, as they would during a real wait.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) throw new PlatformError('cancelled', 'The wait was stopped');
      sleeps.push(ms);
      time += ms;
    },
  };
}
