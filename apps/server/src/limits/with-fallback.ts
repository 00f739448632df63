import { createMemoryStore, type RateLimitStore } from '@commerce/api';
import type { ServerLog } from '../log/create-log.ts';

/** Asks the shared store, and counts in this process while that cannot be reached: never refuses for its sake. */
export function withFallback(shared: RateLimitStore, log: ServerLog): RateLimitStore {
  const own = createMemoryStore();
  let reachable = true;
  return {
    async take(key, policy, now) {
      try {
        const state = await shared.take(key, policy, now);
        if (!reachable) log.info({}, 'Redis is back; rate limits are shared again');
        reachable = true;
        return state;
      } catch (error) {
        if (reachable) {
          log.warn(
            { error: error instanceof Error ? error.message : String(error) },
            'Redis cannot be reached; each process counts rate limits for itself until it is back',
          );
        }
        reachable = false;
        return await own.take(key, policy, now);
      }
    },
  };
}
