import { type Trx, withSystem, withTenant } from '@commerce/db';
import { claimsOf } from './access/read-together-as-actor.ts';
import type { EngineContext } from './context.ts';

/**
 * Runs a read as the person who asks, under row level security; the system itself reads everything.
 * One snapshot: figures of one answer never mix two moments.
 */
export async function readAsActor<T>(
  ctx: EngineContext,
  read: (trx: Trx) => Promise<T>,
): Promise<T> {
  const claims = claimsOf(ctx.actor);
  const options = { accessMode: 'read only', isolationLevel: 'repeatable read' } as const;
  return claims
    ? await withTenant(ctx.db, claims, read, options)
    : await withSystem(ctx.db, read, options);
}
