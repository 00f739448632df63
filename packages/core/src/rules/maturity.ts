import type { DaySeries } from './history.ts';

/** Ages beyond this are taken as complete: the longest window in which the platforms restate conversions. */
export const FINAL_AGE = 28;
const WHOLE = 10_000;
/** Below so many conversions a measured curve is noise. */
const MINIMUM_SAMPLE = 100;

/**
 * How conversions of a day complete over the following days, of one platform account. Measured from the
 * versions of restated days; an assumption where too few were seen.
 */
export interface MaturityCurve {
  /** Share of the final conversions known `age` days after the day (index = age, 0 = the day itself, 1 = seen the day after), in whole ten-thousandths: 10000 = all. Never falls. The last entry holds for all older days. */
  completeness: readonly number[];
  basis: 'measured' | 'assumed';
  /** Conversions (in whole ones) of days old enough to be final that the measurement stands on. */
  sample: number;
}

/** Sums over final days: what was known of their conversions at an age, and what it became. Ten-thousandths. */
export interface MaturityObservation {
  /** Days after the day, 0..28. */
  age: number;
  known: number;
  final: number;
}

/** 7-day click attribution: most conversions within a day of the click, the rest over the week. */
const WEEK_OF_CLICKS = [6000, 8000, 8700, 9100, 9400, 9600, 9800, 9900, 9950];

const ASSUMED_SHARES: Readonly<Record<string, readonly number[]>> = {
  meta: WEEK_OF_CLICKS,
  tiktok: WEEK_OF_CLICKS,
  // 30-day click windows have a longer tail.
  google_ads: [
    5500, 7500, 8200, 8600, 8900, 9100, 9300, 9400, 9500, 9550, 9600, 9650, 9700, 9750, 9800,
  ],
  naver_searchad: [6500, 8500, 9000, 9300, 9500, 9650, 9800, 9850, 9900],
};

/**
 * What is assumed until an account has been watched long enough. No platform publishes such a curve: these
 * are cautious shapes from their attribution windows, and findings that stand on them say so.
 */
export function assumedMaturity(platform: string): MaturityCurve {
  const shares = ASSUMED_SHARES[platform] ?? WEEK_OF_CLICKS;
  const last = shares.at(-1) as number;
  const completeness = Array.from({ length: FINAL_AGE + 1 }, (_, age) =>
    age === FINAL_AGE ? WHOLE : (shares[age] ?? last),
  );
  return { completeness, basis: 'assumed', sample: 0 };
}

/**
 * The curve of an account from what its final days looked like at each age; observations of the same age
 * are added up. Falls back to the platform's assumption where fewer than 100 final conversions were seen
 * or an age was never observed.
 */
export function measureMaturity(
  observations: Iterable<MaturityObservation>,
  platform: string,
): MaturityCurve {
  const known = new Float64Array(FINAL_AGE + 1);
  const final = new Float64Array(FINAL_AGE + 1);
  for (const { age, known: then, final: became } of observations) {
    if (age < 0 || age > FINAL_AGE) continue;
    known[age] = (known[age] as number) + then;
    final[age] = (final[age] as number) + became;
  }
  const sample = Math.floor(Math.min(...final) / WHOLE);
  if (sample < MINIMUM_SAMPLE) return assumedMaturity(platform);
  let highest = 0;
  const completeness = Array.from(known, (then, age) => {
    // Cancelled conversions can make a day shrink; more than all is not expected to arrive.
    const share = Math.min(WHOLE, Math.floor((then * WHOLE) / (final[age] as number)));
    highest = Math.max(highest, share);
    return highest;
  });
  return { completeness, basis: 'measured', sample };
}

/** Completeness of a day `age` days after it, whole ten-thousandths, never below 1. */
export function completenessAt(curve: MaturityCurve, age: number): number {
  const last = curve.completeness.length - 1;
  return Math.max(1, curve.completeness[Math.min(Math.max(0, age), last)] ?? WHOLE);
}

/**
 * What known values of days will have become when they are final, rounded up: the friendliest reading for the
 * object judged. Days not reported add nothing.
 * @param today index of the account's day at the time of judging
 */
export function expectedFinal(
  series: DaySeries,
  from: number,
  to: number,
  today: number,
  curve: MaturityCurve,
): number {
  let sum = 0;
  for (let day = from; day <= to; day += 1) {
    const value = series[day] as number;
    if (value > 0) sum += Math.ceil((value * WHOLE) / completenessAt(curve, today - day));
  }
  return sum;
}
