import { addDays, type Day, dayOf, daysBetween, eachDay, startOfDay } from '../days.ts';
import { ratio } from '../money.ts';
import type { BacktestFiring, BacktestReport, BacktestTotals } from './backtest-report.ts';
import { sightRule } from './evaluate.ts';
import { afterQuiet, type Gates, gateFindings, later, type PastFiring } from './gates.ts';
import { Hindsight } from './hindsight.ts';
import { replay } from './replay.ts';
import type { ReplayInput } from './replay-input.ts';
import { dayStarts, RecordedMaturity } from './replay-maturity.ts';
import type { HistoryEntity } from './history.ts';
import { inScope } from './scope.ts';
import type { RuleParameters, RuleScope, RuleTemplate } from './template.ts';
import { toUnits, unitsText } from './units.ts';

export type * from './backtest-report.ts';
export * from './replay-input.ts';

/** Everything that decides what a rule does. Parameters and scope are checked. */
export interface ReplayedRule {
  template: RuleTemplate;
  parameters: RuleParameters;
  scope: RuleScope;
  gates: Gates;
}

/**
 * One moment a day, epoch ms: `hour` o'clock of the account's timezone, moved to the end of the quiet hours
 * where it lies in them.
 * @param period account days, both ends included
 */
export function dailyMoments(
  period: { from: Day; to: Day },
  timezone: string,
  hour: number,
  gates?: Gates,
): number[] {
  return eachDay(period).map((day) => {
    const start = startOfDay(day, timezone).getTime();
    const at = later(start, hour * 60, timezone);
    const limit = startOfDay(addDays(day, 1), timezone).getTime() - 60_000;
    return Math.min(gates ? afterQuiet(at, gates) : at, limit);
  });
}

/**
 * What a rule would have said at each moment with what was known then, and what the final numbers say about
 * it. Uses the same replay, judgement and gates as the live evaluation.
 * @param moments epoch ms, ascending; see `dailyMoments`
 * @param now epoch ms up to which the input was recorded: days after it count for nothing
 */
export function replayRule(
  input: ReplayInput,
  rule: ReplayedRule,
  moments: readonly number[],
  now: number,
): BacktestReport {
  const { template, parameters, scope, gates } = rule;
  const hindsight = new Hindsight(input, knownAt(input, now));
  const firings: BacktestFiring[] = [];
  const past: PastFiring[] = [];
  const judged = new Set<HistoryEntity>();
  let suppressed = 0;
  let seen: readonly HistoryEntity[] = [];
  for (const history of replay(input, moments)) {
    const at = Date.parse(history.asOf);
    const sightings = sightRule(template, history, parameters, scope);
    if (history.entities !== seen) {
      for (const entity of inScope(template, scope, history)) judged.add(entity);
      seen = history.entities;
    }
    const subjects = sightings.map(({ entity }) => ({ level: entity.level, entity_id: entity.id }));
    const outcomes = gateFindings(subjects, gates, at, past);
    for (const [index, sighting] of sightings.entries()) {
      if (outcomes[index] !== 'pass') {
        suppressed += 1;
        continue;
      }
      const finding = sighting.finding();
      past.push({ level: finding.level, entity_id: finding.entity_id, at });
      firings.push({
        day: history.today,
        at: history.asOf,
        level: finding.level,
        entity_id: finding.entity_id,
        entity_name: finding.entity_name,
        kind: finding.kind,
        risk: finding.risk,
        diff: finding.diff,
        reason: finding.reason,
        outcome: hindsight.judge(template, sighting, finding, history),
        basis: history.basis,
      });
    }
  }
  const [from, to] = [moments[0], moments.at(-1)].map((at) =>
    at === undefined ? '' : dayOf(new Date(at), input.timezone),
  ) as [Day, Day];
  return {
    from,
    to,
    currency: input.currency,
    firings,
    totals: totalsOf(firings, suppressed),
    daily: dailyOf(input, hindsight, firings, { from, to }),
    entities: judged.size,
  };
}

function knownAt(input: ReplayInput, now: number) {
  const first = input.days[0];
  const today = first === undefined ? 0 : daysBetween(first, dayOf(new Date(now), input.timezone));
  const read = input.reads.until.at(-1) ?? now;
  const readDay =
    first === undefined
      ? 0
      : daysBetween(first, dayOf(new Date(Math.min(read, now)), input.timezone));
  return {
    today,
    lastDay: Math.min(readDay - 1, input.days.length - 1),
    curve: new RecordedMaturity(input, dayStarts(input)).overall(),
  };
}

function totalsOf(firings: readonly BacktestFiring[], suppressed: number): BacktestTotals {
  const sum = (field: 'saved' | 'lost' | 'net'): string =>
    unitsText(firings.reduce((total, { outcome }) => total + toUnits(outcome[field] ?? '0'), 0)) ??
    '0';
  const judged = firings.filter(({ outcome }) => outcome.correct !== null).length;
  const correct = firings.filter(({ outcome }) => outcome.correct === true).length;
  const reconstructed = firings.filter(({ basis }) => basis === 'reconstructed').length;
  return {
    firings: firings.length,
    suppressed,
    saved: sum('saved'),
    lost: sum('lost'),
    net: sum('net'),
    precision: ratio(String(correct), String(judged)),
    judged,
    correct,
    reconstructed_share: ratio(String(reconstructed), String(firings.length)),
  };
}

function dailyOf(
  input: ReplayInput,
  hindsight: Hindsight,
  firings: readonly BacktestFiring[],
  period: { from: Day; to: Day },
): BacktestReport['daily'] {
  const counts = new Map<Day, number>();
  for (const { day } of firings) counts.set(day, (counts.get(day) ?? 0) + 1);
  if (period.from === '') return [];
  return eachDay(period).map((day) => {
    const index = daysBetween(input.days[0] ?? day, day);
    return {
      day,
      firings: counts.get(day) ?? 0,
      spend: unitsText(hindsight.spendOf('campaign', index)),
      avoidable: unitsText(hindsight.avoided[index] ?? 0) ?? '0',
    };
  });
}
