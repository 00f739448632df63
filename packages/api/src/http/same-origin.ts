import { AppError } from '@commerce/core';
import type { Context } from 'hono';
import type { ApiEnv } from '../endpoint/api-env.ts';
import { isLocalHost } from './host-guard.ts';

/**
 * A browser sends cookies along whoever made the page; so a request that lives on cookies must say that it
 * comes from our own pages.
 * @throws AppError `forbidden`
 */
export function requireSameOrigin(c: Context<ApiEnv>, options: { absentIsFine: boolean }): void {
  const origin = c.req.header('origin');
  if (origin === undefined && options.absentIsFine) return;
  if (origin !== undefined && ownOrigins(c).includes(origin)) return;
  throw new AppError(
    'forbidden',
    'This request does not come from a page of this server; nothing was done. Use a bearer token or an API key from elsewhere',
  );
}

/** Beside the public origin, our own web server calls over loopback. */
function ownOrigins(c: Context<ApiEnv>): string[] {
  const { publicOrigin } = c.get('deps').site;
  const host = requestHost(c);
  if (publicOrigin === null) return [`http://${host}`, `https://${host}`];
  return isLocalHost(host) ? [publicOrigin, `http://${host}`] : [publicOrigin];
}

/** The host the request was sent to, with its port. */
export const requestHost = (c: Context): string => c.req.header('host') ?? new URL(c.req.url).host;
