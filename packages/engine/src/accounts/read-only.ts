import { AppError } from '@commerce/core';
import type { Actor } from '../context.ts';

/**
 * Stops an API key that may only read. For what belongs to a shop `requireShop` asks this, and whether the
 * person may change it.
 * @throws AppError `forbidden`
 */
export function refuseReadOnly(actor: Actor): void {
  const scopes = actor.user?.scopes;
  if (scopes && !scopes.includes('write')) {
    throw new AppError(
      'forbidden',
      'This API key may only read; nothing was changed. Use a key with the write scope',
    );
  }
}

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
