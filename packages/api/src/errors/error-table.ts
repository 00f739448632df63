import type { AppErrorCode } from '@commerce/core';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ERROR_CODES } from '../contract/envelope.ts';

export type ErrorCodeName = (typeof ERROR_CODES)[number];

/** The one HTTP status of each code. */
export const STATUS: Readonly<Record<ErrorCodeName, ContentfulStatusCode>> = {
  invalid_input: 400,
  invalid_file: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  idempotency_mismatch: 422,
  payload_too_large: 413,
  rate_limited: 429,
  platform_refused: 422,
  unavailable: 503,
  internal: 500,
};

/** What our own failures are called to the outside. */
export const OF_APP_ERROR: Readonly<Record<AppErrorCode, ErrorCodeName>> = {
  invalid_amount: 'invalid_input',
  unknown_currency: 'invalid_input',
  unknown_timezone: 'invalid_input',
  invalid_instant: 'invalid_input',
  invalid_day: 'invalid_input',
  invalid_input: 'invalid_input',
  invalid_file: 'invalid_file',
  unauthenticated: 'unauthenticated',
  forbidden: 'forbidden',
  not_found: 'not_found',
  conflict: 'conflict',
  idempotency_mismatch: 'idempotency_mismatch',
  payload_too_large: 'payload_too_large',
  rate_limited: 'rate_limited',
  secret_unreadable: 'conflict',
  platform_refused: 'platform_refused',
  unavailable: 'unavailable',
  illegal_transition: 'conflict',
  internal: 'internal',
};

/** Lost or refused connections to the database: codes of Node and of Postgres. */
export const DATABASE_AWAY: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  '08000',
  '08003',
  '08006',
  '53300',
  '57P01',
  '57P02',
  '57P03',
]);
