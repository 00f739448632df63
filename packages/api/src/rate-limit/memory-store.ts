import type { BucketPolicy, RateLimitStore } from './store.ts';

const MOST_BUCKETS = 50_000;

/** Buckets of this process. The longest unused ones are forgotten when there are too many. */
export function createMemoryStore(): RateLimitStore {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    take: async (key, policy, now) => {
      const at = now.getTime();
      const tokens = refilled(buckets.get(key), policy, at);
      const allowed = tokens >= 1;
      const left = allowed ? tokens - 1 : tokens;
      // Deleted first, so that the map's order is the order of use.
      buckets.delete(key);
      buckets.set(key, { tokens: left, at });
      if (buckets.size > MOST_BUCKETS) buckets.delete(buckets.keys().next().value ?? '');
      const missing = left >= 1 ? policy.burst - left : 1 - left;
      return {
        allowed,
        remaining: Math.floor(left),
        waitMs: Math.ceil((missing / policy.perSecond) * 1000),
      };
    },
  };
}

function refilled(
  bucket: { tokens: number; at: number } | undefined,
  policy: BucketPolicy,
  at: number,
): number {
  if (!bucket) return policy.burst;
  const seconds = Math.max(0, at - bucket.at) / 1000;
  return Math.min(policy.burst, bucket.tokens + seconds * policy.perSecond);
}
