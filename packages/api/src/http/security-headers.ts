import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from '../endpoint/api-env.ts';

const JSON_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

/** What every answer says to browsers; a page of ours may bring a policy of its own. */
export const securityHeaders: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next();
  const { headers } = c.res;
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', JSON_POLICY);
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('X-Frame-Options', 'DENY');
  headers.set('Referrer-Policy', 'no-referrer');
  headers.set('Cross-Origin-Resource-Policy', 'same-origin');
  headers.set('X-Request-Id', c.get('requestId'));
  if (c.get('deps').site.publicOrigin?.startsWith('https:')) {
    headers.set('Strict-Transport-Security', 'max-age=31536000');
  }
};
