export { type Api, createApi } from './create-api.ts';
export type { ApiDeps, SiteSettings } from './deps.ts';
export { createMemoryStore } from './rate-limit/memory-store.ts';
export { LIMITS, type LimitName, type LimitPolicies } from './rate-limit/policies.ts';
export type { BucketPolicy, BucketState, RateLimitStore } from './rate-limit/store.ts';
