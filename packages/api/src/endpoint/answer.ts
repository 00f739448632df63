import type { Context } from 'hono';
import type { ApiEnv } from './api-env.ts';
import { PackedText, takesGzip } from './packed-text.ts';

const texts = new WeakMap<object, PackedText>();

/** The success envelope. */
export function answer(c: Context<ApiEnv>, data: unknown, status: 200 | 201 | 202): Response {
  return c.json({ success: true, data, ...around(c) }, status);
}

/** The same around data that nobody changes any more: its text is made once, however often it is sent. */
export function answerAgain(c: Context<ApiEnv>, data: object, status: 200 | 201 | 202): Response {
  let text = texts.get(data);
  if (!text) {
    text = new PackedText(`{"success":true,"data":${JSON.stringify(data)}`);
    texts.set(data, text);
  }
  const rest = `,${JSON.stringify(around(c)).slice(1)}`;
  const gzip = takesGzip(c.req.header('accept-encoding'));
  c.header('Vary', 'Accept-Encoding', { append: true });
  c.header('Content-Type', 'application/json');
  if (gzip) c.header('Content-Encoding', 'gzip');
  return c.body(gzip ? text.gzipWith(rest) : text.plainWith(rest), status);
}

const around = (c: Context<ApiEnv>) => ({
  message: null,
  timestamp: c.get('deps').engine.now().toISOString(),
  request_id: c.get('requestId'),
});
