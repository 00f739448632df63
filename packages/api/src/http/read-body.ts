import { AppError } from '@commerce/core';
import type { Context } from 'hono';

/**
 * The body's bytes, read no further than the limit.
 * @throws AppError `payload_too_large`
 */
export async function readBody(c: Context, limit: number): Promise<Uint8Array> {
  const stream = c.req.raw.body;
  if (!stream) return new Uint8Array();
  if (Number(c.req.header('content-length') ?? 0) > limit) throw tooLarge(limit);
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream as unknown as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > limit) throw tooLarge(limit);
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

const tooLarge = (limit: number): AppError =>
  new AppError('payload_too_large', `The body is larger than ${limit} bytes; nothing was done`);
