import { AppError, type AppErrorCode, PlatformError, type PlatformErrorKind } from '@commerce/core';

/** What a platform's refusal is called towards the person or program that asked. */
export const PLATFORM_ERROR_CODES = {
  credentials: 'platform_refused',
  permission: 'platform_refused',
  rate_limited: 'rate_limited',
  unavailable: 'unavailable',
  invalid_request: 'platform_refused',
  schema_drift: 'platform_refused',
  unknown_outcome: 'unavailable',
  cancelled: 'unavailable',
} as const satisfies Record<PlatformErrorKind, AppErrorCode>;

/** A platform's no as the answer to a person's request; other errors stay what they are. */
export function asAnswer(error: unknown): unknown {
  if (!(error instanceof PlatformError)) return error;
  return new AppError(PLATFORM_ERROR_CODES[error.kind], error.message, {
    details: { kind: error.kind, platformCode: error.platformCode ?? null },
    cause: error,
  });
}
