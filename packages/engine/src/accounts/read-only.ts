import { AppError } from '@commerce/core';
import type { Actor } from '../context.ts';

/**
 * Stops an API key without the scope that is needed: one that only reads, and, but for a wish, one that only
 * proposes. For what belongs to a shop `requireShop` asks this, and whether the person may change it.
 * @throws AppError `forbidden`
 */
export function refuseReadOnly(actor: Actor, need: 'propose' | 'write' = 'write'): void {
  const scopes = actor.user?.scopes;
  if (!scopes || scopes.includes('write') || scopes.includes(need)) return;
  throw new AppError(
    'forbidden',
    scopes.includes('propose')
      ? 'This API key may only read and propose actions; nothing was changed. Leave this to a person who is signed in'
      : `This API key may only read; nothing was changed. Use a key with the ${need} scope`,
  );
}

/** Whether the actor leaves every decision to people: an AI, or a key that may at most propose. */
export const onlyProposes = ({ type, user }: Actor): boolean =>
  type === 'mcp' || (user !== null && user.scopes !== null && !user.scopes.includes('write'));

/**
 * What only a person does who is signed in: a stolen API key must not make keys or change passwords.
 * @throws AppError `forbidden`, `unauthenticated`
 */
export function requirePerson(actor: Actor): NonNullable<Actor['user']> {
  if (!actor.user) throw new AppError('unauthenticated', 'Sign in first; nothing was changed');
  if (actor.type !== 'user') {
    throw new AppError('forbidden', 'An API key cannot do this; sign in as a person');
  }
  return actor.user;
}
