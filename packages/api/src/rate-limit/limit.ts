import { AppError } from '@commerce/core';
import type { Context } from 'hono';
import type { ApiEnv } from '../endpoint/api-env.ts';
import { createMemoryStore } from './memory-store.ts';
import { LIMITS, type LimitName } from './policies.ts';
import type { RateLimitStore } from './store.ts';

const stores = new WeakMap<object, RateLimitStore>();

/**
 * Takes a token for the caller: their own bucket once they are known, else their address's.
 * @throws AppError `rate_limited`
 */
export async function limit(c: Context<ApiEnv>, name: LimitName): Promise<void> {
  const actor = c.get('actor');
  const who = actor ? `${actor.type}:${actor.id}` : `address:${c.get('address')}`;
  const { policy, state } = await take(c, name, who);
  c.header('RateLimit-Limit', String(policy.burst));
  c.header('RateLimit-Remaining', String(state.remaining));
  c.header('RateLimit-Reset', String(Math.ceil(state.waitMs / 1000)));
  if (!state.allowed) throw tooMany(state.waitMs);
}

/** Counts credentials that did not fit against the address; good ones are never held up by it. */
export async function limitRefused(c: Context<ApiEnv>): Promise<void> {
  const { state } = await take(c, 'refused', `address:${c.get('address')}`);
  if (!state.allowed) throw tooMany(state.waitMs);
}

async function take(c: Context<ApiEnv>, name: LimitName, who: string) {
  const deps = c.get('deps');
  const policy = deps.rateLimits?.policies?.[name] ?? LIMITS[name];
  const state = await storeOf(deps).take(`${name}:${who}`, policy, deps.engine.now());
  return { policy, state };
}

function storeOf(deps: ApiEnv['Variables']['deps']): RateLimitStore {
  const given = deps.rateLimits?.store;
  if (given) return given;
  const own = stores.get(deps) ?? createMemoryStore();
  stores.set(deps, own);
  return own;
}

function tooMany(waitMs: number): AppError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new AppError('rate_limited', `Too many requests; wait ${seconds} s and try again`, {
    details: { retry_after_seconds: seconds },
  });
}
