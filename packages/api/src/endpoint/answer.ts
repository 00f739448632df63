import type { Context } from 'hono';
import type { ApiEnv } from './api-env.ts';

/** The success envelope. */
export function answer(c: Context<ApiEnv>, data: unknown, status: 200 | 201 | 202): Response {
  return c.json(
    {
      success: true,
      data,
      message: null,
      timestamp: c.get('deps').engine.now().toISOString(),
      request_id: c.get('requestId'),
    },
    status,
  );
}
