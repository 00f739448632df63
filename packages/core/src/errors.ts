/** Codes of failures of this product's own making; the API's closed list contains them. */
export type AppErrorCode =
  | 'invalid_amount'
  | 'unknown_currency'
  | 'unknown_timezone'
  | 'invalid_instant'
  | 'invalid_day'
  | 'invalid_input'
  | 'invalid_file'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'idempotency_mismatch'
  | 'payload_too_large'
  | 'rate_limited'
  | 'secret_unreadable'
  | 'platform_refused'
  | 'unavailable'
  | 'illegal_transition'
  | 'internal';

/** A failure with a code a program can act on and a message that tells a person what to do. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly details: unknown;

  constructor(
    code: AppErrorCode,
    message: string,
    options: { details?: unknown; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
  }
}

/**
 * What a platform's refusal means for us; a closed set.
 * - `credentials`: the operator must reconnect; scheduling of the connector stops
 * - `permission`: the token lacks a scope or role the operator can grant
 * - `rate_limited`: try again after `retryAfterMs`
 * - `unavailable`: the platform is down or the answer was lost while reading; try again
 * - `invalid_request`: we asked wrongly; repeating it is useless
 * - `schema_drift`: the answer is not what the pinned version promises; the raw bytes are kept
 * - `unknown_outcome`: a write whose answer was lost; only reading can tell what happened
 * - `cancelled`: we stopped it ourselves
 */
export type PlatformErrorKind =
  | 'credentials'
  | 'permission'
  | 'rate_limited'
  | 'unavailable'
  | 'invalid_request'
  | 'schema_drift'
  | 'unknown_outcome'
  | 'cancelled';

export interface PlatformErrorOptions {
  /** The platform's own code, e.g. `190/463` or `THROTTLED`. */
  platformCode?: string;
  retryAfterMs?: number;
  /** The bytes that could not be read, kept for whoever finds out why. */
  rejected?: { externalId?: string; body: string | Uint8Array };
  cause?: unknown;
}

/** A failure while talking to a platform, already classified by its adapter's error table. */
export class PlatformError extends Error {
  readonly kind: PlatformErrorKind;
  readonly platformCode: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly rejected: PlatformErrorOptions['rejected'];

  constructor(kind: PlatformErrorKind, message: string, options: PlatformErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = 'PlatformError';
    this.kind = kind;
    this.platformCode = options.platformCode;
    this.retryAfterMs = options.retryAfterMs;
    this.rejected = options.rejected;
  }
}

/** Whether trying the same call again later can help. */
export function isRetryable(error: unknown): boolean {
  return (
    error instanceof PlatformError &&
    (error.kind === 'rate_limited' || error.kind === 'unavailable')
  );
}
