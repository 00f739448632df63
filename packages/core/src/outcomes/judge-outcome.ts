import type { ActionKind } from '../actions/action.ts';
import type { Verdict } from '../actions/states.ts';
import { addDays, type Day, daysBetween } from '../days.ts';
import type { EntityLevel, JsonObject } from '../glossary.ts';
import type { AccountHistory, HistoryEntity } from '../rules/history.ts';
import { collectedSpan, isActive, lastMatureDay, type Span } from '../rules/window.ts';
import { magnitudeOf, ratioText, unitsText } from '../rules/units.ts';
import { type BeforeAfter, NO_SUMS, pool, type Sums, sumsOf } from './before-after.ts';

/** Whole weeks, so that every weekday counts alike before and after. */
export const OUTCOME_WINDOW_DAYS = 7;
/** Conversions of the last day must be in as far as this, of 10000. */
const MATURE = 9500;
const LEAST_CONVERSIONS = 5 * 10_000;
/** Differences below this share of the spend are chance; more is asked for where no sibling shows the trend. Hundredths of a percent. */
const MARGIN = { compared: 1000, alone: 2500 };

/** Last account day of the window that tells what an action of `executedDay` did. */
export const observeUntil = (executedDay: Day): Day => addDays(executedDay, OUTCOME_WINDOW_DAYS);

export interface OutcomeInput {
  /** As known now; its columns must reach back a week before the action. */
  history: AccountHistory;
  kind: ActionKind;
  level: EntityLevel;
  entityId: string;
  /** Account day of the action; it belongs to neither window. */
  executedDay: Day;
  /** Other objects that were changed since the week before the action, as `level/id`: they show no trend. */
  touched: ReadonlySet<string>;
  /** Objects that somebody changed again while the week after the action ran, as `level/id`. */
  disturbed: ReadonlySet<string>;
}

export type OutcomeReason =
  | 'not_yet'
  | 'nothing_known'
  | 'changed_again'
  | 'too_little_data'
  | 'small_difference'
  | 'saved_more_than_lost'
  | 'lost_more_than_saved'
  | 'won_more_than_spent'
  | 'spent_more_than_won';

/**
 * What an executed action did: the week after it against the week before, less what happened to untouched
 * siblings in the same weeks (difference in differences). Purchases are judged by money (spend saved against
 * conversion value lost, or the other way round), traffic by landings at the price siblings pay for one.
 * @returns `verdict` null while the days are not over or their conversions still arrive
 */
export function judgeOutcome(input: OutcomeInput): { verdict: Verdict | null; detail: JsonObject } {
  const { history, executedDay } = input;
  const day = daysBetween(history.days[0] ?? executedDay, executedDay);
  const before = { from: day - OUTCOME_WINDOW_DAYS, to: day - 1 };
  const after = { from: day + 1, to: day + OUTCOME_WINDOW_DAYS };
  const window = {
    before: rangeOf(executedDay, -OUTCOME_WINDOW_DAYS, -1),
    after: rangeOf(executedDay, 1, OUTCOME_WINDOW_DAYS),
  };
  if (lastMatureDay(history, MATURE) < after.to) return say(null, 'not_yet', { window });
  const entity = history.entities.find(
    ({ level, id }) => level === input.level && id === input.entityId,
  );
  if (!entity || ![before, after].every((span) => isCollected(history, entity, span))) {
    return say('inconclusive', 'nothing_known', { window });
  }
  if (lineOf(entity).some((key) => input.disturbed.has(key))) {
    return say('inconclusive', 'changed_again', { window });
  }
  return compare(input, entity, { before, after }, window);
}

function compare(
  input: OutcomeInput,
  entity: HistoryEntity,
  spans: { before: Span; after: Span },
  window: JsonObject,
): { verdict: Verdict | null; detail: JsonObject } {
  const { history } = input;
  const gain = entity.profile.objective === 'traffic' ? 'landings' : 'value';
  const own = sumsOf(entity, spans.before, spans.after);
  // Days on which something did not run yet, or was paused, would look like a trend.
  const ranThroughout = siblingsOf(history, entity, input.touched).filter(
    (one) => runsDaily(one, spans.before) && runsDaily(one, spans.after),
  );
  const siblings = pool(
    ranThroughout.map((one) => sumsOf(one, spans.before, spans.after)),
    gain,
  );
  const facts: JsonObject = {
    window,
    metric: entity.profile.metrics[0] ?? 'roas',
    currency: history.currency,
    entity: described(own, gain),
    siblings: siblings.count === 0 ? null : { count: siblings.count, ...described(siblings, gain) },
  };
  const price = priceOf(gain, siblings.after);
  if (Number.isNaN(own.before.spend + own.before[gain] + own.after.spend + own.after[gain])) {
    return say('inconclusive', 'nothing_known', facts);
  }
  // What is resumed would have gone on standing still.
  const before = input.kind === 'resume' ? NO_SUMS : own.before;
  const isComparable = !isBudget(input.kind) || runsDaily(entity, spans.before);
  if (price === null || !isComparable || !isEnough({ ...own, before }, history.currency)) {
    return say('inconclusive', 'too_little_data', facts);
  }
  // Without the action it would have gone the way its siblings went.
  const trend = siblings.count > 0 ? siblings : null;
  const expectedSpend = follow(before.spend, trend?.before.spend, trend?.after.spend);
  const expectedGain = follow(before[gain], trend?.before[gain], trend?.after[gain]);
  const saved = expectedSpend - own.after.spend;
  const lost = Math.round((expectedGain - own.after[gain]) * price);
  const net = saved - lost;
  const scale = Math.max(expectedSpend, own.after.spend);
  const margin = trend ? MARGIN.compared : MARGIN.alone;
  const detail: JsonObject = {
    ...facts,
    expected_spend: unitsText(expectedSpend),
    saved: unitsText(saved),
    lost: unitsText(lost),
    net: unitsText(net),
  };
  if (Math.abs(net) * 10_000 < scale * margin)
    return say('inconclusive', 'small_difference', detail);
  const spendsLess = input.kind === 'pause' || saved >= 0;
  return net > 0
    ? say('improved', spendsLess ? 'saved_more_than_lost' : 'won_more_than_spent', detail)
    : say('worse', spendsLess ? 'lost_more_than_saved' : 'spent_more_than_won', detail);
}

const say = (verdict: Verdict | null, reason: OutcomeReason, facts: JsonObject) => ({
  verdict,
  detail: { reason, ...facts },
});

const rangeOf = (day: Day, from: number, to: number): JsonObject => ({
  from: addDays(day, from),
  to: addDays(day, to),
});

const isBudget = (kind: ActionKind): boolean =>
  kind === 'set_daily_budget' || kind === 'set_lifetime_budget';

/** Whether it spent on every day of a span. */
const runsDaily = ({ metrics }: HistoryEntity, { from, to }: Span): boolean =>
  metrics.spend.subarray(from, to + 1).every((spent) => spent > 0);

/** Whether every day of a span was read: what nobody read is not 0. */
function isCollected(history: AccountHistory, entity: HistoryEntity, span: Span): boolean {
  return span.from >= history.start && collectedSpan(history, entity, span)?.from === span.from;
}

/** An object and what is above it, as `level/id`. */
const lineOf = ({ level, id, parentId, campaignId }: HistoryEntity): string[] => [
  `${level}/${id}`,
  ...(level === 'ad' || level === 'keyword' ? [`adset/${parentId}`] : []),
  ...(level === 'campaign' ? [] : [`campaign/${campaignId}`]),
];

/** Running objects beside it that nobody touched: in its group, else in its campaign, else in the account. */
function siblingsOf(
  history: AccountHistory,
  entity: HistoryEntity,
  touched: ReadonlySet<string>,
): readonly HistoryEntity[] {
  // What was changed above both moved both.
  const above = lineOf(entity);
  const peers = history.entities.filter(
    (one) =>
      one.level === entity.level &&
      one.id !== entity.id &&
      one.profile.objective === entity.profile.objective &&
      isActive(history, one) &&
      !lineOf(one).some((key) => touched.has(key) && !above.includes(key)),
  );
  const circles = [
    peers.filter(({ parentId }) => parentId !== null && parentId === entity.parentId),
    peers.filter(({ campaignId }) => campaignId !== null && campaignId === entity.campaignId),
  ];
  return circles.find((circle) => circle.length > 0) ?? peers;
}

/** What one unit of gain is worth: value is money already, a landing costs what siblings pay for one. */
function priceOf(gain: 'value' | 'landings', siblings: Sums): number | null {
  if (gain === 'value') return 1;
  return siblings.landings > 0 ? siblings.spend / siblings.landings : null;
}

/** Enough money moved, and conversions are either too many to be chance or absent altogether. */
function isEnough({ before, after }: BeforeAfter, currency: string): boolean {
  if (Math.max(before.spend, after.spend) < 10 * magnitudeOf(currency) * 10_000) return false;
  const conversions = before.conversions + after.conversions;
  return !(conversions > 0 && conversions < LEAST_CONVERSIONS);
}

function follow(own: number, before: number | undefined, after: number | undefined): number {
  if (before === undefined || after === undefined || before <= 0) return own;
  return Math.round((own * after) / before);
}

function described({ before, after }: BeforeAfter, gain: 'value' | 'landings'): JsonObject {
  const metric = (sums: Sums): string | null =>
    gain === 'value'
      ? ratioText(sums.value, sums.spend, 2)
      : ratioText(sums.spend, sums.landings, 2);
  const side = (sums: Sums): JsonObject => ({
    spend: unitsText(sums.spend),
    value: unitsText(sums.value),
    conversions: unitsText(sums.conversions),
    landings: unitsText(sums.landings),
    metric: metric(sums),
  });
  return { before: side(before), after: side(after) };
}
