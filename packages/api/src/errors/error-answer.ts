import type { Context } from 'hono';
import type { ApiEnv } from '../endpoint/api-env.ts';
import { describeError, RefusedMethod } from './describe-error.ts';
import { STATUS } from './error-table.ts';

/** The error envelope. Unforeseen errors are logged under the request's id and hidden from the caller. */
export function errorAnswer(c: Context<ApiEnv>, error: unknown): Response {
  const { engine } = c.get('deps');
  const requestId = c.get('requestId');
  const { code, message, details, retryAfterSeconds, unexpected } = describeError(error);
  if (unexpected) {
    engine.log.error(
      { request_id: requestId, method: c.req.method, path: c.req.path, error: stackOf(error) },
      'A request failed in a way nobody foresaw',
    );
  }
  if (error instanceof RefusedMethod) c.header('Allow', error.allowed.join(', '));
  if (retryAfterSeconds !== null) c.header('Retry-After', String(retryAfterSeconds));
  if (code === 'unauthenticated') c.header('WWW-Authenticate', 'Bearer realm="commerce"');
  // What is still coming of the body is not read; another request on the connection would be lost.
  if (code === 'payload_too_large' || (c.req.raw.body && !c.req.raw.bodyUsed)) {
    c.header('Connection', 'close');
  }
  c.header('Cache-Control', 'no-store');
  return c.json(
    {
      success: false,
      error: { code, message, ...(details == null ? {} : { details }) },
      timestamp: engine.now().toISOString(),
      request_id: requestId,
    },
    STATUS[code],
  );
}

const stackOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? String(error)) : String(error);
