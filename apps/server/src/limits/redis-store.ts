import { createHash } from 'node:crypto';
import type { BucketPolicy, BucketState, RateLimitStore } from '@commerce/api';
import { Redis } from 'ioredis';

const PREFIX = 'commerce:limit:';

// The server's own clock, so that processes with different clocks share one bucket.
const TAKE = `
local burst, rate = tonumber(ARGV[1]), tonumber(ARGV[2])
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local held = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = burst
if held[1] then
  tokens = math.min(burst, tonumber(held[1]) + math.max(0, now - tonumber(held[2])) * rate)
end
local allowed = 0
if tokens >= 1 then
  allowed = 1
  tokens = tokens - 1
end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%.6f', now))
redis.call('PEXPIRE', KEYS[1], math.ceil((burst - tokens) / rate * 1000) + 1000)
return { allowed, string.format('%.6f', tokens) }
`;
const TAKE_SHA = createHash('sha1').update(TAKE).digest('hex');

export interface RedisStore extends RateLimitStore {
  close(): void;
}

/** How long an answer may take before this process counts for itself. */
const ANSWER_MS = 250;
const LONGEST_RETRY_MS = 15_000;

/** Buckets in Redis, shared by every process that serves. `take` rejects while Redis cannot be reached. */
export function createRedisStore(url: string): RedisStore {
  const redis = new Redis(url, {
    connectionName: 'commerce',
    connectTimeout: 2_000,
    commandTimeout: ANSWER_MS,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    retryStrategy: (attempt) => Math.min(LONGEST_RETRY_MS, 200 * 2 ** Math.min(attempt, 8)),
  });
  // What it means is said by whoever takes a token in vain.
  redis.on('error', () => {});
  return {
    async take(key, policy) {
      const answer = await evaluate(redis, PREFIX + key, policy);
      return bucketState(answer as [number, string], policy);
    },
    close: () => redis.disconnect(),
  };
}

async function evaluate(redis: Redis, key: string, { burst, perSecond }: BucketPolicy) {
  try {
    return await redis.evalsha(TAKE_SHA, 1, key, burst, perSecond);
  } catch (error) {
    if (!(error as Error).message.startsWith('NOSCRIPT')) throw error;
    return await redis.eval(TAKE, 1, key, burst, perSecond);
  }
}

function bucketState([allowed, text]: [number, string], policy: BucketPolicy): BucketState {
  const left = Number(text);
  const missing = left >= 1 ? policy.burst - left : 1 - left;
  return {
    allowed: allowed === 1,
    remaining: Math.floor(left),
    waitMs: Math.ceil((missing / policy.perSecond) * 1000),
  };
}
