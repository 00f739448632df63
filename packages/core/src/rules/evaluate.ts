import type { Finding } from './finding.ts';
import type { AccountHistory, HistoryEntity } from './history.ts';
import { inScope } from './scope.ts';
import type { RuleParameters, RuleScope, RuleTemplate, Sighting } from './template.ts';

/** How many finished days may be missing at most: a daily file is late for a weekend, not for a week. */
const DAYS_BEHIND = 3;

/**
 * What one rule sees in an account, the weightiest first; the same history always gives the same. Where more
 * than three finished days were not read yet, only rules about that very thing speak.
 */
export function evaluateRule(
  template: RuleTemplate,
  history: AccountHistory,
  parameters: RuleParameters,
  scope: RuleScope,
): Finding[] {
  return sightRule(template, history, parameters, scope).map(({ finding }) => finding());
}

/** The same without writing the findings out; they must be written before the history moves on. */
export function sightRule(
  template: RuleTemplate,
  history: AccountHistory,
  parameters: RuleParameters,
  scope: RuleScope,
): Sighting[] {
  const behind = history.todayIndex - 1 - history.end;
  if (behind > DAYS_BEHIND && !template.judgesOldData) return [];
  const sightings = template.judge(history, inScope(template, scope, history), parameters);
  return withoutNested(sightings, template.nested).sort(byWeight);
}

function byWeight(a: Sighting, b: Sighting): number {
  if (a.weight !== b.weight) return b.weight - a.weight;
  return keyOf(a.entity) < keyOf(b.entity) ? -1 : 1;
}

const keyOf = ({ level, id }: Pick<HistoryEntity, 'level' | 'id'>): string => `${level}/${id}`;

/** One decision where an object and what lies in it were both found. */
function withoutNested(sightings: Sighting[], keep: RuleTemplate['nested']): Sighting[] {
  if (sightings.length < 2) return sightings;
  if (keep === 'outer') {
    const found = new Set(sightings.map(({ entity }) => keyOf(entity)));
    return sightings.filter(({ entity }) => !ancestorsOf(entity).some((key) => found.has(key)));
  }
  const holding = new Set(sightings.flatMap(({ entity }) => ancestorsOf(entity)));
  return sightings.filter(({ entity }) =>
    entity.level === 'account'
      ? sightings.every((other) => other.entity.level === 'account')
      : !holding.has(keyOf(entity)),
  );
}

function ancestorsOf({ level, parentId, campaignId }: HistoryEntity): string[] {
  const keys: string[] = [];
  if (parentId !== null && (level === 'ad' || level === 'keyword')) keys.push(`adset/${parentId}`);
  if (campaignId !== null && level !== 'campaign') keys.push(`campaign/${campaignId}`);
  else if (level === 'adset' && parentId !== null) keys.push(`campaign/${parentId}`);
  return keys;
}
