import { addDays, addMonths, type Day, daysBetween, isDay, weekday } from './days.ts';
import { GraphError, invalidParameter } from './errors.ts';
import { jsonParam, type Params } from './params.ts';

/** Inclusive on both ends. */
export interface Period {
  since: Day;
  until: Day;
}

/** The reporting periods an insights call asks for: its ranges, cut by its time increment. */
export function requestedPeriods(params: Params, today: Day): Period[] {
  const ranges = requestedRanges(params, today);
  const oldest = addMonths(today, -37);
  for (const range of ranges) {
    if (range.since > range.until) {
      throw invalidParameter('The start of time_range must not be after its end.', ['time_range']);
    }
    if (range.since < oldest) {
      throw new GraphError({
        code: 3018,
        message: 'The start date of the time range is more than 37 months before today.',
      });
    }
  }
  return ranges.flatMap((range) => cut(range, params.get('time_increment') ?? 'all_days'));
}

function requestedRanges(params: Params, today: Day): Period[] {
  const many = jsonParam(params, 'time_ranges');
  if (many !== undefined) {
    if (!Array.isArray(many)) throw invalidParameter('time_ranges must be an array.');
    return many.map(asRange);
  }
  const one = jsonParam(params, 'time_range');
  if (one !== undefined) return [asRange(one)];
  return [preset(params.get('date_preset') ?? 'last_30d', today)];
}

function asRange(value: unknown): Period {
  const { since, until } = (value ?? {}) as Partial<Period>;
  if (isDay(since) && isDay(until)) return { since, until };
  throw invalidParameter('time_range needs since and until as YYYY-MM-DD.', ['time_range']);
}

function preset(name: string, today: Day): Period {
  const yesterday = addDays(today, -1);
  const monthStart = `${today.slice(0, 8)}01`;
  const quarterStart = addMonths(monthStart, -((Number(today.slice(5, 7)) - 1) % 3));
  const yearStart = `${today.slice(0, 4)}-01-01`;
  const days = /^last_(3|7|14|28|30|90)d$/.exec(name)?.[1];
  if (days) return { since: addDays(today, -Number(days)), until: yesterday };
  const sunday = addDays(today, -weekday(today));
  const monday = addDays(today, -((weekday(today) + 6) % 7));
  const known: Record<string, Period> = {
    today: { since: today, until: today },
    yesterday: { since: yesterday, until: yesterday },
    this_month: { since: monthStart, until: today },
    last_month: { since: addMonths(monthStart, -1), until: addDays(monthStart, -1) },
    this_quarter: { since: quarterStart, until: today },
    last_quarter: { since: addMonths(quarterStart, -3), until: addDays(quarterStart, -1) },
    this_year: { since: yearStart, until: today },
    last_year: { since: addMonths(yearStart, -12), until: addDays(yearStart, -1) },
    this_week_sun_today: { since: sunday, until: today },
    this_week_mon_today: { since: monday, until: today },
    last_week_sun_sat: { since: addDays(sunday, -7), until: addDays(sunday, -1) },
    last_week_mon_sun: { since: addDays(monday, -7), until: addDays(monday, -1) },
    maximum: { since: addMonths(today, -37), until: today },
    data_maximum: { since: addMonths(today, -37), until: today },
  };
  const found = known[name];
  if (found) return found;
  throw invalidParameter(`(#100) date_preset ${name} is not one of the valid values.`, [
    'date_preset',
  ]);
}

function cut(range: Period, increment: string): Period[] {
  if (increment === 'all_days') return [range];
  const periods: Period[] = [];
  if (increment === 'monthly') {
    for (let since = range.since; since <= range.until; ) {
      const nextMonth = addMonths(`${since.slice(0, 8)}01`, 1);
      periods.push({ since, until: earlier(addDays(nextMonth, -1), range.until) });
      since = nextMonth;
    }
    return periods;
  }
  const size = Number(increment);
  if (!Number.isInteger(size) || size < 1 || size > 90) {
    throw invalidParameter('time_increment must be 1 to 90, monthly or all_days.', [
      'time_increment',
    ]);
  }
  for (let since = range.since; since <= range.until; since = addDays(since, size)) {
    periods.push({ since, until: earlier(addDays(since, size - 1), range.until) });
  }
  return periods;
}

function earlier(a: Day, b: Day): Day {
  return a < b ? a : b;
}

export function* eachDay(period: Period): Generator<Day> {
  const count = daysBetween(period.since, period.until);
  for (let i = 0; i <= count; i++) yield addDays(period.since, i);
}
