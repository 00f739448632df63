import { AppError } from '@commerce/core';
import { refreshSession } from '@commerce/engine';
import type { Api } from '../create-api.ts';
import { dropTokens, keepTokens, refreshCookie } from '../http/cookies.ts';
import { limit } from '../rate-limit/limit.ts';

import { RENEWAL_PATH } from './renewal-path.ts';

const SIGN_IN = '/sign-in';

/**
 * Where the web sends a browser whose access ran out: only here it shows its refresh cookie. It comes back
 * to `next` with new cookies, or lands at the sign-in page. Renewing is all a foreign page could make it do.
 */
export function mountRenewal(api: Api): void {
  api.get(RENEWAL_PATH, async (c) => {
    await limit(c, 'public');
    c.header('Cache-Control', 'no-store');
    const next = localPath(c.req.query('next'));
    const token = refreshCookie(c);
    try {
      if (token === undefined) throw new AppError('unauthenticated', 'There is no session');
      keepTokens(c, await refreshSession(c.get('ctx'), { refreshToken: token }));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // Another tab has just renewed: its cookies are in the jar already.
      if (error.code === 'conflict') return c.redirect(next, 303);
      if (error.code !== 'unauthenticated') throw error;
      dropTokens(c);
      return c.redirect(`${SIGN_IN}?next=${encodeURIComponent(next)}`, 303);
    }
    return c.redirect(next, 303);
  });
}

const NOWHERE = 'http://nowhere.invalid';

/** A path of this site; everything that could lead a browser elsewhere becomes the start page. */
export function localPath(wanted: string | undefined): string {
  if (!wanted?.startsWith('/') || wanted.length > 2_000 || !URL.canParse(wanted, NOWHERE))
    return '/';
  const url = new URL(wanted, NOWHERE);
  if (url.origin !== NOWHERE || url.pathname.startsWith('//')) return '/';
  return url.pathname + url.search + url.hash;
}
