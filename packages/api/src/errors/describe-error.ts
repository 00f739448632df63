import { AppError, PlatformError } from '@commerce/core';
import { PLATFORM_ERROR_CODES } from '@commerce/engine';
import { DATABASE_AWAY, type ErrorCodeName, OF_APP_ERROR } from './error-table.ts';

/** An error as the outside may see it. */
export interface ErrorFacts {
  code: ErrorCodeName;
  message: string;
  details: unknown;
  retryAfterSeconds: number | null;
  /** Nobody foresaw it: worth a line in the log. */
  unexpected: boolean;
}

/** Names an error by its type and code; of what nobody foresaw nothing is shown. */
export function describeError(error: unknown): ErrorFacts {
  if (error instanceof RefusedMethod) return facts('method_not_allowed', error.message);
  if (error instanceof AppError) {
    const wait = (error.details as { retry_after_seconds?: number } | null | undefined)
      ?.retry_after_seconds;
    return {
      ...facts(OF_APP_ERROR[error.code], error.message),
      details: error.details,
      retryAfterSeconds: wait ?? null,
      unexpected: error.code === 'internal',
    };
  }
  if (error instanceof PlatformError) {
    return {
      ...facts(PLATFORM_ERROR_CODES[error.kind], error.message),
      retryAfterSeconds: error.retryAfterMs ? Math.ceil(error.retryAfterMs / 1000) : null,
    };
  }
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && DATABASE_AWAY.has(code)) {
    const message = 'The database does not answer right now; nothing was changed. Try again';
    return { ...facts('unavailable', message), retryAfterSeconds: 5, unexpected: true };
  }
  const message = 'Something went wrong on our side. The log has the details under this request_id';
  return { ...facts('internal', message), unexpected: true };
}

const facts = (code: ErrorCodeName, message: string): ErrorFacts => ({
  code,
  message,
  details: undefined,
  retryAfterSeconds: null,
  unexpected: false,
});

/** The address exists, but not with this method. */
export class RefusedMethod extends Error {
  readonly allowed: readonly string[];

  constructor(allowed: readonly string[]) {
    super(`This address answers to ${allowed.join(', ')} only`);
    this.allowed = allowed;
  }
}
