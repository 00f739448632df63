import type { DayRange } from '../days.ts';
import type { FiringOutcome } from './backtest-report.ts';
import type { Finding } from './finding.ts';
import type { AccountHistory, HistoryEntity, HistoryMetric } from './history.ts';
import { completenessAt, type MaturityCurve } from './maturity.ts';
import type { ReplayInput } from './replay-input.ts';
import type { RuleTemplate, Sighting } from './template.ts';
import { unitsText } from './units.ts';

/** Days after a firing that its outcome looks at. */
const OUTCOME_DAYS = 14;
/** Days of which fewer of their conversions are in are not used to say what was lost, of 10000. */
const FINAL_ENOUGH = 9000;

interface Effect {
  saved: number;
  lost: number;
}

/** What the final numbers say of firings, each day of an object counted once. */
export class Hindsight {
  readonly #input: ReplayInput;
  readonly #final: Int32Array;
  readonly #indexOf = new Map<string, number>();
  /** When each object was stopped, ascending. */
  readonly #stops = new Map<number, number[]>();
  /** Last day with all its conversions (nearly) in. */
  readonly #lastDay: number;
  /** Last day counted by object, and what was counted below an object by day. */
  readonly #countedUntil = new Map<number, number>();
  readonly #below = new Map<string, Effect[]>();
  /** Spend avoided by day, ten-thousandths. */
  readonly avoided: Float64Array;

  /**
   * @param today index of the account's day up to which everything is known
   * @param lastDay last day that was over when the account was last read
   */
  constructor(input: ReplayInput, known: { today: number; lastDay: number; curve: MaturityCurve }) {
    this.#input = input;
    this.#final = finalRows(input);
    this.avoided = new Float64Array(input.days.length);
    for (const [index, { level, id }] of input.entities.entries()) {
      this.#indexOf.set(`${level}/${id}`, index);
    }
    for (const { entity, field, after, observedAt } of input.changes) {
      if (field !== 'status' || after === 'ACTIVE') continue;
      const stops = this.#stops.get(entity);
      if (stops) stops.push(observedAt);
      else this.#stops.set(entity, [observedAt]);
    }
    let last = known.lastDay;
    while (last >= 0 && completenessAt(known.curve, known.today - last) < FINAL_ENOUGH) last -= 1;
    this.#lastDay = last;
  }

  /** Must be asked in the order of time. */
  judge(
    template: RuleTemplate,
    sighting: Sighting,
    finding: Finding,
    history: AccountHistory,
  ): FiringOutcome {
    const index = this.#indexOf.get(keyOf(sighting.entity));
    const span = index === undefined ? null : this.#daysAfter(history, index);
    if (index === undefined || span === null) return NOTHING;
    const after = (metric: HistoryMetric, of = index): number => this.#sum(metric, of, span);
    const { effect } = sighting;
    const affected = effect
      ? effect.entities.flatMap((entity) => this.#indexOf.get(keyOf(entity)) ?? [])
      : [index];
    const sum = (metric: HistoryMetric): number =>
      affected.reduce((total, of) => total + orZero(after(metric, of)), 0);
    const spend = effect ? sum('spend') : after('spend');
    const value = effect ? sum('conversion_value') : after('conversion_value');
    const money = effect ? this.#count(sighting.entity, affected, effect.share, span) : null;
    return {
      days: this.#rangeOf(span),
      spend_after: unitsText(spend),
      conversions_after: unitsText(effect ? sum('conversions') : after('conversions')),
      value_after: unitsText(value),
      saved: money && unitsText(money.saved),
      lost: money && unitsText(money.lost),
      net: money && unitsText(money.saved - money.lost),
      correct: effect
        ? verdictOf(effect.share, spend, value)
        : (template.confirm?.(finding, after, span.to - span.from + 1) ?? null),
    };
  }

  /** The spend of a day over all objects of a level as finally known; NaN where none is. */
  spendOf(level: string, day: number): number {
    let sum = Number.NaN;
    for (const [index, entity] of this.#input.entities.entries()) {
      if (entity.level !== level) continue;
      const value = this.#value('spend', index, day);
      if (!Number.isNaN(value)) sum = orZero(sum) + value;
    }
    return sum;
  }

  /** Whole days after the moment's own, as long as nobody stopped the object anyway. */
  #daysAfter(history: AccountHistory, index: number): { from: number; to: number } | null {
    const from = history.todayIndex + 1;
    let to = Math.min(history.todayIndex + OUTCOME_DAYS, this.#lastDay);
    const asOf = Date.parse(history.asOf);
    const stop = this.#stops.get(index)?.find((observedAt) => observedAt > asOf);
    if (stop !== undefined) {
      const elapsed = Math.floor((stop - asOf) / 86_400_000);
      to = Math.min(to, history.todayIndex + elapsed);
    }
    return from > to ? null : { from, to };
  }

  /** Saved and lost on the days no earlier firing counted, for the object or for what lies above or in it. */
  #count(
    entity: HistoryEntity,
    affected: readonly number[],
    share: number,
    span: { from: number; to: number },
  ): Effect {
    const total = { saved: 0, lost: 0 };
    for (const index of affected) {
      const { level, id, parentId, campaignId } = this.#input.entities[index] ?? entity;
      const above = [`adset/${parentId}`, `campaign/${campaignId ?? parentId}`].filter(
        (key) => key !== `${level}/${id}` && this.#indexOf.has(key),
      );
      const counted = [index, ...above.map((key) => this.#indexOf.get(key) as number)].map(
        (one) => this.#countedUntil.get(one) ?? -1,
      );
      for (
        let day = Math.max(span.from, ...counted.map((one) => one + 1));
        day <= span.to;
        day += 1
      ) {
        const below = this.#below.get(`${level}/${id}`)?.[day];
        const left = (metric: HistoryMetric, gone = 0): number =>
          Math.max(0, orZero(this.#value(metric, index, day)) - gone);
        // Earlier firings about what lies in it have taken their part.
        const saved = part(left('spend', below?.saved), share);
        const lost = part(left('conversion_value', below?.lost), share);
        total.saved += saved;
        total.lost += lost;
        this.avoided[day] = (this.avoided[day] as number) + saved;
        for (const key of above) this.#addBelow(key, day, { saved, lost });
      }
      this.#countedUntil.set(index, Math.max(span.to, this.#countedUntil.get(index) ?? -1));
    }
    return total;
  }

  #addBelow(key: string, day: number, effect: Effect): void {
    const days = this.#below.get(key) ?? [];
    const known = days[day] ?? { saved: 0, lost: 0 };
    days[day] = { saved: known.saved + effect.saved, lost: known.lost + effect.lost };
    this.#below.set(key, days);
  }

  #sum(metric: HistoryMetric, index: number, { from, to }: { from: number; to: number }): number {
    let sum = Number.NaN;
    for (let day = from; day <= to; day += 1) {
      const value = this.#value(metric, index, day);
      if (!Number.isNaN(value)) sum = orZero(sum) + value;
    }
    return sum;
  }

  #value(metric: HistoryMetric, index: number, day: number): number {
    const row = this.#final[index * this.#input.days.length + day] ?? -1;
    return row < 0 ? Number.NaN : (this.#input.rows.metrics[metric]?.[row] ?? Number.NaN);
  }

  #rangeOf({ from, to }: { from: number; to: number }): DayRange {
    return { from: this.#input.days[from] as string, to: this.#input.days[to] as string };
  }
}

const NOTHING: FiringOutcome = {
  days: null,
  spend_after: null,
  conversions_after: null,
  value_after: null,
  saved: null,
  lost: null,
  net: null,
  correct: null,
};

const keyOf = ({ level, id }: Pick<HistoryEntity, 'level' | 'id'>): string => `${level}/${id}`;
const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);
const part = (value: number, share: number): number => Math.round((value * share) / 10_000);

/** Spending less was right when it cost more than it brought, spending more when it brought more. */
function verdictOf(share: number, spend: number, value: number): boolean | null {
  if (!(spend > 0)) return null;
  return share > 0 ? spend > value : value > spend;
}

/** The row that holds now of each cell, -1 where there is none. */
function finalRows({ rows, entities, days }: ReplayInput): Int32Array {
  const final = new Int32Array(entities.length * days.length).fill(-1);
  for (let row = 0; row < rows.length; row += 1) {
    if (rows.supersededAt[row] === Number.POSITIVE_INFINITY) {
      final[(rows.entity[row] as number) * days.length + (rows.day[row] as number)] = row;
    }
  }
  return final;
}
