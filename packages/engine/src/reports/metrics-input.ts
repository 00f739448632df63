import { addDays, AppError, type DayRange, daysBetween, isDay } from '@commerce/core';

const MAX_RANGE_DAYS = 1_200;
const DEFAULT_RANGE_DAYS = 7;

export interface ShopMetricsInput {
  shopId: string;
  /** Inclusive days in the shop's timezone. Default: the seven days that end with the basis day. */
  from?: string | undefined;
  to?: string | undefined;
}

/** @throws AppError `invalid_input` for days that do not exist, are out of order, or span too much. */
export function resolveRange(
  input: { from?: string | undefined; to?: string | undefined },
  basisDay: string,
  today: string,
): DayRange {
  for (const [name, day] of [
    ['from', input.from],
    ['to', input.to],
  ] as const) {
    if (day !== undefined && !isDay(day))
      throw new AppError('invalid_input', `${name} must be an existing day written YYYY-MM-DD`);
  }
  const asked = input.to ?? (input.from !== undefined && input.from > basisDay ? today : basisDay);
  const to = asked > today ? today : asked;
  const from = input.from ?? addDays(to, 1 - DEFAULT_RANGE_DAYS);
  if (from > to)
    throw new AppError(
      'invalid_input',
      `from (${from}) lies after to (${to}); today in the shop is ${today}`,
    );
  if (daysBetween(from, to) >= MAX_RANGE_DAYS)
    throw new AppError('invalid_input', `Ask for at most ${MAX_RANGE_DAYS} days at once`);
  return { from, to };
}

/** The range as it was asked for, when both ends were and can be; the shop's today may still cut it. */
export function askedRange({ from, to }: ShopMetricsInput): DayRange | null {
  if (from === undefined || to === undefined || !isDay(from) || !isDay(to)) return null;
  return from <= to && daysBetween(from, to) < MAX_RANGE_DAYS ? { from, to } : null;
}
