import { addDays, type Day, eachDay, startOfDay } from '../../days.ts';
import type { EntityLevel } from '../../glossary.ts';
import { profileCatalog, resolveProfile } from '../../profiles/resolve.ts';
import { addCellRow, createCellRows } from '../cell-rows.ts';
import { evaluateRule } from '../evaluate.ts';
import type { Finding } from '../finding.ts';
import { type AccountHistory, HISTORY_METRICS, type HistoryMetric } from '../history.ts';
import { FINAL_AGE, type MaturityCurve } from '../maturity.ts';
import { parseParameters } from '../parameters.ts';
import { historyAt } from '../replay.ts';
import {
  completeReads,
  type CompleteReads,
  type ReplayChange,
  type ReplayEntity,
  type ReplayInput,
} from '../replay-input.ts';
import { EVERYTHING } from '../scope.ts';
import { ruleTemplate } from '../templates/index.ts';

/** Figures of an object: one number for all days, or one a day; null = not reported, 'no row' by `rows`. */
type Figure = number | null | readonly (number | null)[];

export interface Given extends Partial<Omit<ReplayEntity, 'profile'>> {
  level: EntityLevel;
  id: string;
  profile?: string;
  targets?: Record<string, string>;
  figures?: Partial<Record<HistoryMetric, Figure>>;
  /** Days without any row, by index. */
  missing?: readonly number[];
}

export interface GivenAccount {
  days?: number;
  first?: Day;
  currency?: string;
  timezone?: string;
  changes?: readonly ReplayChange[];
  /** Every figure is read this long after its day ended. */
  readAfterMs?: number;
}

export const HOUR = 3_600_000;

/** All conversions of a day are in when it is over. */
export const PROMPT: MaturityCurve = {
  completeness: Array.from({ length: FINAL_AGE + 1 }, () => 10_000),
  basis: 'measured',
  sample: 1000,
};

/** Reads that were over as soon as they began. */
export const readsAt = (...instants: readonly number[]): CompleteReads =>
  completeReads(instants.map((at) => ({ known: at, until: at })));

/** An account whose days were each read an hour after they ended. Amounts and counts in whole ones. */
export function accountOf(given: readonly Given[], account: GivenAccount = {}): ReplayInput {
  const { days: count = 42, first = '2026-03-02', timezone = 'Asia/Seoul' } = account;
  const days = eachDay({ from: first, to: addDays(first, count) });
  const ends = days.map((day) => startOfDay(addDays(day, 1), timezone).getTime());
  const rows = createCellRows(HISTORY_METRICS);
  for (const [index, entity] of given.entries()) {
    for (let day = 0; day < count; day += 1) {
      if (entity.missing?.includes(day) || !entity.figures) continue;
      const read = (ends[day] as number) + (account.readAfterMs ?? HOUR);
      const row = addCellRow(rows, index, day, read, Number.POSITIVE_INFINITY);
      for (const [metric, figure] of Object.entries(entity.figures)) {
        const value = Array.isArray(figure) ? figure[day] : (figure as number | null);
        const column = rows.metrics[metric as HistoryMetric] as Float64Array;
        if (value != null) column[row] = Math.round(value * 10_000);
      }
    }
  }
  return {
    connectorId: 'c1',
    platform: 'meta',
    accountName: 'Account',
    currency: account.currency ?? 'USD',
    timezone,
    maxStalenessMinutes: 15,
    days,
    recordedFrom: startOfDay(first, timezone).getTime(),
    reads: readsAt(...ends.map((end) => end + HOUR)),
    entities: given.map(entityOf),
    rows,
    changes: account.changes ?? [],
  };
}

function entityOf(given: Given): ReplayEntity {
  const { profile, targets, figures: _figures, missing: _missing, ...rest } = given;
  const resolved = resolveProfile([profile ?? 'direct_purchase'], profileCatalog([])).profile;
  return {
    name: `${given.level} ${given.id}`,
    parentId: null,
    campaignId: null,
    status: 'ACTIVE',
    effectiveStatus: 'ACTIVE',
    dailyBudget: null,
    lifetimeBudget: null,
    startsAt: null,
    endsAt: null,
    objective: null,
    createdAt: null,
    firstObservedAt: null,
    facts: {},
    ...rest,
    profile: { ...resolved, targets: { ...resolved.targets, ...targets } },
  };
}

/** Nine o'clock of the day after the last one with figures. */
export const morningAfter = (input: ReplayInput): number =>
  startOfDay(input.days.at(-1) as Day, input.timezone).getTime() + 9 * HOUR;

export function historyOf(
  given: readonly Given[],
  account: GivenAccount = {},
  maturity: MaturityCurve = PROMPT,
): AccountHistory {
  const input = accountOf(given, account);
  return { ...(historyAt(input, morningAfter(input)) as AccountHistory), maturity };
}

export function judge(
  template: string,
  history: AccountHistory,
  parameters: Record<string, string> = {},
): Finding[] {
  const chosen = ruleTemplate(template);
  const parsed = parseParameters(chosen, parameters, history.currency);
  return evaluateRule(chosen, history, parsed, EVERYTHING);
}

/** A weekly pattern repeated over `days`; index 0 is the weekday of the first day (a Monday). */
export const weekly = (pattern: readonly number[], days: number): number[] =>
  Array.from({ length: days }, (_, day) => pattern[day % 7] as number);
