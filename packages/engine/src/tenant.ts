import { AppError } from '@commerce/core';
import { type Trx, withSystem, withTenant } from '@commerce/db';
import type { EngineContext } from './context.ts';

/**
 * Runs a read as the person who asks, under row level security; the system itself reads everything.
 * One snapshot: figures of one answer never mix two moments.
 */
export async function readAsActor<T>(
  ctx: EngineContext,
  read: (trx: Trx) => Promise<T>,
): Promise<T> {
  const { user, type } = ctx.actor;
  const options = { accessMode: 'read only', isolationLevel: 'repeatable read' } as const;
  if (user) return await withTenant(ctx.db, { sub: user.id }, read, options);
  if (type === 'user' || type === 'api_key') {
    throw new AppError('unauthenticated', 'Sign in first; nothing was read.');
  }
  return await withSystem(ctx.db, read, options);
}
