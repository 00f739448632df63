import type { Context } from 'hono';
import type { ApiEnv } from '../endpoint/api-env.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * The caller's address for limits and the audit log. Our own web server calls over loopback and names the
 * person's address, so loopback is believed like a proxy of ours.
 */
export function clientAddress(c: Context<ApiEnv>): string {
  const peer = c.env?.incoming?.socket?.remoteAddress ?? '127.0.0.1';
  if (!c.get('deps').site.trustProxy && !LOOPBACK.has(peer)) return peer;
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
  return forwarded && /^[0-9a-f.:]{2,45}$/i.test(forwarded) ? forwarded : peer;
}
