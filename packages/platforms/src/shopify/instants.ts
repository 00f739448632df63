import { AppError } from '@commerce/core';

/** Of a year that a shop can have: the days of others cannot be told in every timezone. */
const INSTANT =
  /^(?:19[7-9]\d|2[01]\d{2})-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * An instant as it came, or null when it is missing.
 * @throws AppError `invalid_instant` for anything that is not a date with time and offset.
 */
export function instantText(value: string | null | undefined): string | null {
  if (value == null) return null;
  if (!INSTANT.test(value)) {
    throw new AppError('invalid_instant', `${JSON.stringify(value)} is not a point in time`);
  }
  return value;
}
