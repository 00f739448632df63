/** numerator / denominator rounded half up, for non-negative integers. */
export function divideRounded(numerator: number, denominator: number): number {
  return Math.floor((2 * numerator + denominator) / (2 * denominator));
}

const MILLION = 1_000_000;

/** Tax of an amount at a rate in parts per million; the amount already holds it when `included`. */
export function taxOf(amount: number, ratePpm: number, included: boolean): number {
  return divideRounded(amount * ratePpm, included ? MILLION + ratePpm : MILLION);
}

/** Splits an integer over weights by largest remainder; the parts sum to the whole. */
export function allocate(whole: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  if (sum === 0) return weights.map(() => 0);
  const parts = weights.map((weight) => Math.floor((whole * weight) / sum));
  const order = weights
    .map((weight, index) => ({ index, rest: (whole * weight) % sum }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  let left = whole - parts.reduce((a, b) => a + b, 0);
  for (const { index } of order) {
    if (left === 0) break;
    parts[index] = (parts[index] as number) + 1;
    left -= 1;
  }
  return parts;
}

/** The share of `whole` that units [from, to) of `count` equal units carry; shares sum exactly. */
export function unitShare(whole: number, count: number, from: number, to: number): number {
  if (count === 0) return 0;
  return Math.floor((whole * to) / count) - Math.floor((whole * from) / count);
}
