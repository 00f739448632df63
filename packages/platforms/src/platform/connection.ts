import type { JsonObject } from '@commerce/core';
import type { Transport } from '../transport/transport.ts';

/** A short-lived token a platform issued; kept encrypted between processes. */
export interface CachedToken {
  value: string;
  /** ISO instant after which it must not be used. */
  expires_at: string;
  scopes: string[];
}

/** Where a connection keeps the token it was issued, so that restarts and workers share it. */
export interface TokenCache {
  load(): Promise<CachedToken | null>;
  save(token: CachedToken): Promise<void>;
}

/** One account as an adapter sees it: parsed settings and secrets, and the means to talk. */
export interface Connection {
  config: JsonObject;
  credentials: JsonObject;
  /** Shop or account facts, known after the first connect. */
  account: { currency: string; timezone: string; externalId: string } | null;
  transport: Transport;
  tokens: TokenCache;
  now(): Date;
  /** Resolves after `ms`, rejects with PlatformError `cancelled` when `signal` fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
