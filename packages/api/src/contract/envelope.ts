import { z } from '@hono/zod-openapi';
import { Instant } from './primitives.ts';

/** Every code an error answer can carry. Closed: clients may switch over it. */
export const ERROR_CODES = [
  'invalid_input',
  'invalid_file',
  'unauthenticated',
  'forbidden',
  'not_found',
  'method_not_allowed',
  'conflict',
  'idempotency_mismatch',
  'payload_too_large',
  'rate_limited',
  'platform_refused',
  'unavailable',
  'internal',
] as const;
export const ErrorCode = z.enum(ERROR_CODES).openapi('ErrorCode');

export const ErrorBody = z
  .object({
    success: z.literal(false),
    error: z.object({ code: ErrorCode, message: z.string(), details: z.unknown().optional() }),
    timestamp: Instant,
    request_id: z.string(),
  })
  .openapi('Error');

/** The success envelope around `data`. */
export function envelope<T extends z.ZodType>(data: T) {
  return z.object({
    success: z.literal(true),
    data,
    message: z.string().nullable(),
    timestamp: Instant,
    request_id: z.string(),
  });
}

/** A page of a list. `next_cursor` null means there is no more. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() });
}
