import { addDays, startOfDay } from '../days.ts';
import {
  FINAL_AGE,
  type MaturityCurve,
  type MaturityObservation,
  measureMaturity,
} from './maturity.ts';
import { REPLAY_LOOKBACK_DAYS, type ReplayInput } from './replay-input.ts';

const NOON = 43_200_000;
const AGES = FINAL_AGE + 1;

/** First instants of the days of a replay, and of the one after the last; epoch ms. */
export function dayStarts({ days, timezone }: ReplayInput): readonly number[] {
  const last = days.at(-1);
  if (last === undefined) return [];
  return [...days, addDays(last, 1)].map((day) => startOfDay(day, timezone).getTime());
}

/**
 * How the conversions of campaigns completed, day by day: what was known at noon of each following day, and
 * what the day had become when it was final. Only days that were recorded from their start, and only noons
 * before which something was read within a day: what nobody fetched (a weekend offline, a weekly file) is not
 * what had not arrived.
 */
export class RecordedMaturity {
  readonly #input: ReplayInput;
  readonly #starts: readonly number[];
  /** Sums by day and age 0..28, and at age 29 what counts as final. */
  readonly #known: Float64Array;
  /** 1 where something was read in the day that ends with this day's noon. */
  readonly #read: Uint8Array;

  /** @param starts first instants of the days, one more than there are days */
  constructor(input: ReplayInput, starts: readonly number[]) {
    this.#input = input;
    this.#starts = starts;
    const width = AGES + 1;
    this.#known = new Float64Array(input.days.length * width);
    this.#read = new Uint8Array(input.days.length);
    const conversions = input.rows.metrics.conversions;
    if (!conversions || input.recordedFrom === null) return;
    const { entity, day, observedAt, supersededAt } = input.rows;
    const isCampaign = input.entities.map(({ level }) => level === 'campaign');
    for (let row = 0; row < input.rows.length; row += 1) {
      if (!isCampaign[entity[row] as number]) continue;
      const noon = this.#firstNoonAt(0, observedAt[row] as number);
      if (noon < this.#read.length) this.#read[noon] = 1;
      const value = conversions[row] as number;
      const on = day[row] as number;
      if (!(value > 0) || (starts[on] as number) < input.recordedFrom) continue;
      const first = this.#firstNoonAt(on, observedAt[row] as number);
      const last = Math.min(width, this.#firstNoonAt(on, supersededAt[row] as number));
      for (let age = first; age < last; age += 1) {
        const cell = on * width + age;
        this.#known[cell] = (this.#known[cell] as number) + value;
      }
    }
  }

  /** The curve as it could be measured on the account's day `today` (index), from the days that were final then. */
  at(today: number): MaturityCurve {
    return this.#measure(Math.max(0, today - REPLAY_LOOKBACK_DAYS), today - FINAL_AGE - 2);
  }

  /** The curve from all days that are final by the end of the columns. */
  overall(): MaturityCurve {
    return this.#measure(0, this.#input.days.length - 1 - FINAL_AGE - 2);
  }

  #measure(from: number, to: number): MaturityCurve {
    const sums: MaturityObservation[] = Array.from({ length: AGES }, (_, age) => ({
      age,
      known: 0,
      final: 0,
    }));
    for (let day = from; day <= to; day += 1) {
      if (this.#read[day + AGES] !== 1) continue;
      const final = this.#known[day * (AGES + 1) + AGES] as number;
      for (const sum of sums) {
        if (this.#read[day + sum.age] !== 1) continue;
        sum.known += this.#known[day * (AGES + 1) + sum.age] as number;
        sum.final += final;
      }
    }
    return measureMaturity(sums, this.#input.platform);
  }

  /** The first age at whose noon `instant` has passed. */
  #firstNoonAt(day: number, instant: number): number {
    if (instant === Number.POSITIVE_INFINITY) return AGES + 1;
    const noonOf = (age: number): number => {
      const start = this.#starts[day + age];
      return start === undefined
        ? (this.#starts[day] as number) + age * 86_400_000 + NOON
        : start + NOON;
    };
    let age = Math.max(0, Math.floor((instant - noonOf(0)) / 86_400_000) - 1);
    while (noonOf(age) < instant) age += 1;
    return age;
  }
}
