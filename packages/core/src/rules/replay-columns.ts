import type { EntityLevel } from '../glossary.ts';
import type { HistoryMetric } from './history.ts';
import { completenessAt, FINAL_AGE, type MaturityCurve } from './maturity.ts';
import type { ReplayInput } from './replay-input.ts';

/** The figures of a replay, object by object; written in place as time moves on. */
export class ReplayedColumns {
  readonly columns: Partial<Record<HistoryMetric, Float64Array>>;
  readonly collected: Partial<Record<EntityLevel, Int32Array>> = {};
  /** Latest reading applied so far. */
  lastObserved = Number.NEGATIVE_INFINITY;
  readonly #input: ReplayInput;
  readonly #width: number;
  readonly #pairs: readonly { from: Float64Array; to: Float64Array }[];

  constructor(input: ReplayInput) {
    this.#input = input;
    this.#width = input.days.length;
    const size = input.entities.length * this.#width;
    this.columns = {};
    for (const metric of Object.keys(input.rows.metrics) as HistoryMetric[]) {
      this.columns[metric] = new Float64Array(size).fill(Number.NaN);
    }
    this.#pairs = (Object.keys(this.columns) as HistoryMetric[]).map((metric) => ({
      from: input.rows.metrics[metric] as Float64Array,
      to: this.columns[metric] as Float64Array,
    }));
    for (const { level } of input.entities) this.collected[level] ??= new Int32Array(this.#width);
  }

  clear(): void {
    for (const { to } of this.#pairs) to.fill(Number.NaN);
    for (const counts of Object.values(this.collected)) counts.fill(0);
  }

  /** Writes a row into its cell. */
  show(row: number): void {
    const cell = this.#cellOf(row);
    for (const { from, to } of this.#pairs) to[cell] = from[row] as number;
    this.#count(row, 1);
    const observed = this.#input.rows.observedAt[row] as number;
    if (observed > this.lastObserved) this.lastObserved = observed;
  }

  /** Empties a row's cell: it was taken back and nothing came in its place yet. */
  hide(row: number): void {
    const cell = this.#cellOf(row);
    for (const { to } of this.#pairs) to[cell] = Number.NaN;
    this.#count(row, -1);
  }

  /**
   * Lets conversions of a shown row arrive as far as they would have been known `age` days after its day when
   * it was first read at `seenAge`, whole ones to the likelier whole number, and their value in proportion.
   */
  arrive(row: number, age: number, seenAge: number, curve: MaturityCurve): void {
    const { metrics } = this.#input.rows;
    const counted = metrics.conversions?.[row] ?? Number.NaN;
    const worth = metrics.conversion_value?.[row] ?? Number.NaN;
    if (!(counted > 0) && !(worth > 0)) return;
    const cell = this.#cellOf(row);
    const { conversions, conversion_value: value } = this.columns;
    const missing = age < seenAge && age < FINAL_AGE;
    const share = missing ? completenessAt(curve, age) / completenessAt(curve, seenAge) : 1;
    const known = share === 1 ? counted : likely(counted * share, counted % ONE === 0);
    if (conversions && counted > 0) conversions[cell] = known;
    if (value && worth > 0) {
      value[cell] =
        share === 1 ? worth : Math.floor(worth * (counted > 0 ? known / counted : share));
    }
  }

  /** First day with figures of campaigns (of anything where there are none), or the width when there is none. */
  firstDay(): number {
    const firstOf = (counts: Int32Array): number => {
      const at = counts.findIndex((count) => count > 0);
      return at < 0 ? this.#width : at;
    };
    const { campaign } = this.collected;
    const first = campaign ? firstOf(campaign) : this.#width;
    if (first < this.#width) return first;
    return Math.min(this.#width, ...Object.values(this.collected).map(firstOf));
  }

  #cellOf(row: number): number {
    const { entity, day } = this.#input.rows;
    return (entity[row] as number) * this.#width + (day[row] as number);
  }

  #count(row: number, change: number): void {
    const { entity, day } = this.#input.rows;
    const level = this.#input.entities[entity[row] as number]?.level;
    const counts = level && this.collected[level];
    const on = day[row] as number;
    if (counts) counts[on] = (counts[on] as number) + change;
  }
}

const ONE = 10_000;

/**
 * Rounding every day down would leave a shop of one conversion a day without any for weeks, so whole counts
 * take the nearest whole number, halves down; fractions are only cut to ten-thousandths.
 */
const likely = (units: number, whole: boolean): number =>
  whole ? Math.ceil(units / ONE - 0.5) * ONE : Math.floor(units);
