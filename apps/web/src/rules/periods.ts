import type { RuleDetail } from '../api/types.ts';
import { shiftDay } from '../range/calendar.ts';
import type { DayRange } from '../range/range.ts';

/** How far back a rule is replayed, in days. */
export const PERIODS = [30, 90, 180] as const;
export type Period = (typeof PERIODS)[number];
export const DEFAULT_PERIOD: Period = 90;

/** The period an address asks for with `?days=`. */
export function readPeriod(query: { days?: string | string[] | undefined }): Period {
  return PERIODS.find((days) => String(days) === query.days) ?? DEFAULT_PERIOD;
}

/** The earlier version an address asks for with `?compare=`. */
export const readCompared = (
  query: { compare?: string | string[] | undefined },
  rule: Pick<RuleDetail, 'version' | 'versions'>,
): number | undefined =>
  rule.versions.find(({ version }) => String(version) === query.compare && version !== rule.version)
    ?.version;

/** The last `period` days, today's morning included. */
export const periodRange = (period: Period, today: string): DayRange => ({
  from: shiftDay(today, 1 - period),
  to: today,
});
