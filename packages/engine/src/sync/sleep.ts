import { setTimeout as wait } from 'node:timers/promises';
import { PlatformError } from '@commerce/core';

/** Waits in real time. Rejects with PlatformError `cancelled` when the signal fires. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, signal ? { signal } : {});
  } catch (cause) {
    throw new PlatformError('cancelled', 'The wait was stopped', { cause });
  }
}
