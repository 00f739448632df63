import { AppError, PlatformError, type PlatformErrorKind } from '@commerce/core';
import { DEFAULT_RATE_LIMIT_WAIT_MS } from './back-off.ts';

/**
 * What follows from a failure:
 * - `lost`: another worker has the job; nothing may be written any more
 * - `give_back`: we are stopping; the job goes on elsewhere at once
 * - `wait`: the platform wants to be asked later; costs no attempt
 * - `try_again`: the platform is down; bounded attempts
 * - `reauth`: a person must reconnect the account
 * - `stop`: trying again would fail the same way; this stream ends, the others go on
 */
export type Consequence = 'lost' | 'give_back' | 'wait' | 'try_again' | 'reauth' | 'stop';

/** A failure of a job in the words that are stored and shown. */
export interface SyncFailure {
  consequence: Consequence;
  code: string;
  message: string;
  /** For `wait`. */
  waitMs: number;
  rejected: PlatformError['rejected'];
  /** For `internal`: what was thrown, for the log. */
  fault: unknown;
}

/** Thrown when a write finds that the job's lease belongs to somebody else. */
export class LeaseLostError extends Error {
  constructor() {
    super('Another worker took this job over');
    this.name = 'LeaseLostError';
  }
}

/** What was read does not prove to be complete. */
export class IncompleteSliceError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'IncompleteSliceError';
  }
}

const CONSEQUENCES: Readonly<Record<PlatformErrorKind, Consequence>> = {
  credentials: 'reauth',
  permission: 'stop',
  rate_limited: 'wait',
  unavailable: 'try_again',
  invalid_request: 'stop',
  schema_drift: 'stop',
  unknown_outcome: 'try_again',
  cancelled: 'give_back',
};

/** Postgres: disk_full. */
const DISK_FULL = '53100';

/** Any error met while working on a job, with what follows from it. */
export function toFailure(error: unknown): SyncFailure {
  if (error instanceof LeaseLostError) return failure('lost', 'lease_lost', error.message);
  if (error instanceof IncompleteSliceError) return failure('stop', 'incomplete', error.message);
  if (error instanceof PlatformError) {
    return {
      ...failure(CONSEQUENCES[error.kind], error.kind, withPlatformCode(error)),
      waitMs: error.retryAfterMs ?? DEFAULT_RATE_LIMIT_WAIT_MS,
      rejected: error.rejected,
    };
  }
  if (error instanceof AppError) {
    return failure(
      error.code === 'secret_unreadable' ? 'reauth' : 'stop',
      error.code,
      error.message,
    );
  }
  if ((error as { code?: unknown } | null)?.code === DISK_FULL) {
    const message =
      'The disk of the database is full. What was read before is kept; free space, and it goes on';
    return failure('try_again', 'disk_full', message);
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    ...failure(
      'stop',
      'internal',
      `A fault of this product, not of the platform: ${message}. ` +
        "What was read before is kept; please report it with the server's log",
    ),
    fault: error,
  };
}

/**
 * A failure while `signal` may have fired: when we stopped it ourselves, whatever the reader made of that is
 * not the platform's failure.
 */
export function failureUnder(signal: AbortSignal, error: unknown): SyncFailure {
  if (!signal.aborted) return toFailure(error);
  return signal.reason instanceof LeaseLostError
    ? toFailure(signal.reason)
    : failure(
        'give_back',
        'cancelled',
        'The worker is stopping; the job goes on at the next start',
      );
}

function failure(consequence: Consequence, code: string, message: string): SyncFailure {
  return {
    consequence,
    code,
    message,
    waitMs: DEFAULT_RATE_LIMIT_WAIT_MS,
    rejected: undefined,
    fault: undefined,
  };
}

const withPlatformCode = (error: PlatformError): string =>
  error.platformCode && !error.message.includes(error.platformCode)
    ? `${error.message} (${error.platformCode})`
    : error.message;
