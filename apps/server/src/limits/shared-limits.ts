import type { RateLimitStore } from '@commerce/api';
import type { ServerLog } from '../log/create-log.ts';
import { createRedisStore } from './redis-store.ts';
import { withFallback } from './with-fallback.ts';

/** Where rate limits are counted: in Redis when there is one; undefined leaves it to each process. */
export function sharedLimits(
  redisUrl: string | null,
  log: ServerLog,
): { store: RateLimitStore | undefined; close(): void } {
  if (redisUrl === null) return { store: undefined, close: () => {} };
  const redis = createRedisStore(redisUrl);
  return { store: withFallback(redis, log), close: () => redis.close() };
}
