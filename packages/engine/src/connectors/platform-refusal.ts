import { AppError, type AppErrorCode, PlatformError, type PlatformErrorKind } from '@commerce/core';

const CODES: Readonly<Record<PlatformErrorKind, AppErrorCode>> = {
  credentials: 'platform_refused',
  permission: 'platform_refused',
  rate_limited: 'rate_limited',
  unavailable: 'unavailable',
  invalid_request: 'platform_refused',
  schema_drift: 'platform_refused',
  unknown_outcome: 'unavailable',
  cancelled: 'unavailable',
};

/** A platform's no as the answer to a person's request; other errors stay what they are. */
export function asAnswer(error: unknown): unknown {
  if (!(error instanceof PlatformError)) return error;
  return new AppError(CODES[error.kind], error.message, {
    details: { kind: error.kind, platformCode: error.platformCode ?? null },
    cause: error,
  });
}
