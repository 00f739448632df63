import { AppError } from '@commerce/core';
import { authenticate, refuseReadOnly, type SignedInActor } from '@commerce/engine';
import type { Context } from 'hono';
import { accessCookie } from '../http/cookies.ts';
import { requireSameOrigin } from '../http/same-origin.ts';
import { limitRefused } from '../rate-limit/limit.ts';
import type { ApiEnv } from './api-env.ts';
import type { Endpoint } from './endpoint.ts';

/**
 * Finds out who calls, before anything of the request is looked at.
 * @throws AppError `unauthenticated`, `forbidden`, `unavailable`, `rate_limited` after many bad tries
 */
export async function recognise(c: Context<ApiEnv>, spec: Endpoint): Promise<SignedInActor | null> {
  if (spec.access === 'public') return null;
  const bearer = bearerOf(c);
  const cookie = bearer === undefined ? accessCookie(c) : undefined;
  const actor = await authenticate(c.get('ctx'), { bearer, cookie }).catch(
    async (error: unknown) => {
      const tried = bearer !== undefined || cookie !== undefined;
      if (tried && error instanceof AppError && error.code === 'unauthenticated') {
        await limitRefused(c);
      }
      throw error;
    },
  );
  if (bearer === undefined && spec.method !== 'get') requireSameOrigin(c, { absentIsFine: false });
  if (spec.access === 'write') refuseReadOnly(actor, spec.scope);
  return { ...actor, via: bearer === undefined ? 'web' : 'api' };
}

function bearerOf(c: Context<ApiEnv>): string | undefined {
  const header = c.req.header('authorization');
  if (header === undefined) return undefined;
  const token = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (token === undefined) {
    throw new AppError('unauthenticated', 'Write the header as: Authorization: Bearer <token>');
  }
  return token;
}
