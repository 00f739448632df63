import { AppError } from '@commerce/core';
import { readTogether, type TenantClaims } from '@commerce/db';
import type { Actor, EngineContext } from '../context.ts';

/** `readAsActor` for queries that do not need each other's rows; all of them cost one round trip. */
export async function readTogetherAsActor<const Q extends Parameters<typeof readTogether>[2]>(
  ctx: EngineContext,
  queries: Q,
) {
  return await readTogether(ctx.db, claimsOf(ctx.actor), queries);
}

/** null for the system, which reads everything. @throws AppError `unauthenticated` while nobody is recognised */
export function claimsOf({ user, type }: Actor): TenantClaims | null {
  if (user) return { sub: user.id };
  if (type === 'user' || type === 'api_key' || type === 'mcp') {
    throw new AppError('unauthenticated', 'Sign in first; nothing was read.');
  }
  return null;
}
