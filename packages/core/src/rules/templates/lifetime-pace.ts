import { dayOf, daysBetween } from '../../days.ts';
import type { AccountHistory, HistoryEntity } from '../history.ts';
import { makeFinding } from '../make-finding.ts';
import type { Sighting } from '../template.ts';
import { percentText, unitsText } from '../units.ts';
import { reportedDays, sumReported } from '../window.ts';

/** Too early to tell before this share of the time, and too late to steer after the other, of 10000. */
const EARLIEST = 2000;
const LATEST = 9500;

/**
 * A lifetime budget against the whole days gone, in the account's timezone. Only where all of its days are
 * in the columns.
 * @param tolerance hundredths of a percentage point
 */
export function lifetimePace(
  history: AccountHistory,
  entity: HistoryEntity,
  tolerance: number,
): Sighting | null {
  const { startsAt, endsAt, lifetimeBudget: budget } = entity;
  if (startsAt === null || endsAt === null || budget === null || budget <= 0) return null;
  const first = daysBetween(history.days[0] as string, dayOf(new Date(startsAt), history.timezone));
  // A flight that ends at midnight has no part in the day that begins then.
  const last = daysBetween(
    history.days[0] as string,
    dayOf(new Date(endsAt - 1), history.timezone),
  );
  const span = { from: first, to: history.end };
  if (first < history.start || last <= first || span.from > span.to) return null;
  const gone = Math.floor(((history.end - first + 1) * 10_000) / (last - first + 1));
  if (gone < EARLIEST || gone > LATEST || !reportedDays(entity, span, ['spend'])) return null;
  const spend = sumReported(entity, 'spend', span);
  const used = Math.floor((spend * 10_000) / budget);
  if (Math.abs(used - gone) <= tolerance) return null;
  return {
    entity,
    weight: Math.abs(spend - Math.floor((budget * gone) / 10_000)),
    effect: null,
    finding: () =>
      makeFinding(history, entity, {
        kind: 'review_delivery',
        diff: [],
        risk: 'low',
        requiresApproval: true,
        code: used < gone ? 'lifetime_budget_behind' : 'lifetime_budget_ahead',
        values: {
          used: percentText(used, 10_000),
          elapsed: percentText(gone, 10_000),
          spend: unitsText(spend),
          budget: unitsText(budget),
        },
        span,
        figures: [
          {
            metric: 'budget_used',
            value: percentText(used, 10_000),
            compared: { kind: 'elapsed', value: percentText(gone, 10_000) },
            unit: 'percent',
          },
          {
            metric: 'spend',
            value: unitsText(spend),
            compared: { kind: 'budget', value: unitsText(budget) },
            unit: 'money',
          },
        ],
      }),
  };
}
