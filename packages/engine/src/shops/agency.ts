import { AppError } from '@commerce/core';
import { refuseReadOnly } from '../accounts/read-only.ts';
import type { Actor, EngineContext } from '../context.ts';

/**
 * The agency a new shop belongs to. The system itself has to name it.
 * @throws AppError `forbidden` for people of single shops and for keys that only read, `unauthenticated`
 */
export function agencyOf(ctx: Pick<EngineContext, 'actor'>, named: string | undefined): string {
  refuseReadOnly(ctx.actor);
  const { user, type }: Actor = ctx.actor;
  if (user?.role === 'STORE_USER') {
    throw new AppError('forbidden', 'Shops are added by people of the agency; nothing was stored');
  }
  if (user) return user.agencyId;
  if (type === 'system' || type === 'cli') {
    if (named) return named;
    throw new AppError('invalid_input', 'Name the agency the new shop belongs to');
  }
  throw new AppError('unauthenticated', 'Sign in first; nothing was stored');
}
