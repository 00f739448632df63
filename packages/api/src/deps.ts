import type { Auth, EngineContext } from '@commerce/engine';
import type { LimitPolicies } from './rate-limit/policies.ts';
import type { RateLimitStore } from './rate-limit/store.ts';

export interface SiteSettings {
  /** `https://shop.example` when people reach us through a name of ours; null on a laptop. Decides the cookies. */
  publicOrigin: string | null;
  /** Host names (without port) we answer to besides localhost, 127.0.0.1 and [::1]; `any` behind a proxy that checks. */
  allowedHosts: readonly string[] | 'any';
  /** Foreign web origins that may call with a bearer token; cookies never work for them. */
  corsOrigins: readonly string[];
  /** Believe the last `X-Forwarded-For`; only behind a proxy of ours. */
  trustProxy: boolean;
}

/** What `createApi` is given by the composition root. */
export interface ApiDeps {
  /** Its actor is replaced by whoever sends a request. */
  engine: EngineContext;
  auth: Auth;
  site: SiteSettings;
  server: {
    version: string;
    database: 'embedded' | 'hosted';
    /** Whether a worker runs in this process. */
    workerRunning(): boolean;
  };
  /** Default: buckets of this process. Give a shared store when several processes serve. */
  rateLimits?: { store?: RateLimitStore; policies?: Partial<LimitPolicies> };
}
