import type { Tokens } from '../contract/auth.ts';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import type { z } from 'zod';
import type { ApiEnv } from '../endpoint/api-env.ts';

const REFRESH_PATH = '/api/v1/auth';

type Jar = { name: string; options: CookieOptions };

/** Under https the names carry the browser's own guarantees; a laptop on http cannot have those. */
function jars(c: Context<ApiEnv>): { access: Jar; refresh: Jar } {
  const secure = c.get('deps').site.publicOrigin?.startsWith('https:') ?? false;
  return {
    access: {
      name: secure ? '__Host-commerce_access' : 'commerce_access',
      options: { httpOnly: true, secure, sameSite: 'Lax', path: '/' },
    },
    refresh: {
      name: secure ? '__Secure-commerce_refresh' : 'commerce_refresh',
      options: { httpOnly: true, secure, sameSite: 'Lax', path: REFRESH_PATH },
    },
  };
}

export const accessCookie = (c: Context<ApiEnv>): string | undefined =>
  getCookie(c, jars(c).access.name);

export const refreshCookie = (c: Context<ApiEnv>): string | undefined =>
  getCookie(c, jars(c).refresh.name);

/** Hands both tokens to the browser where no script can read them. */
export function keepTokens(c: Context<ApiEnv>, tokens: z.infer<typeof Tokens>): void {
  const { access, refresh } = jars(c);
  setCookie(c, access.name, tokens.access_token, {
    ...access.options,
    expires: new Date(tokens.expires_at),
  });
  setCookie(c, refresh.name, tokens.refresh_token, {
    ...refresh.options,
    expires: new Date(tokens.refresh_expires_at),
  });
}

export function dropTokens(c: Context<ApiEnv>): void {
  const { access, refresh } = jars(c);
  deleteCookie(c, access.name, access.options);
  deleteCookie(c, refresh.name, refresh.options);
}
