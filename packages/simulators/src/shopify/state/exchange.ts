import type { Bag } from '../amounts/bag.ts';
import { exponentOf } from '../amounts/format.ts';
import { divideRounded } from '../amounts/rounding.ts';

/** Major units of the second currency for one of the first, as exact fractions. */
const RATES: Readonly<Record<string, readonly [numerator: number, denominator: number]>> = {
  'KRW>USD': [72, 100_000],
  'USD>CAD': [137, 100],
  'EUR>CHF': [95, 100],
  'JPY>USD': [66, 10_000],
};

/** The foreign currencies a shop of this currency also sells in. */
export function presentmentCurrencies(currency: string): string[] {
  return Object.keys(RATES)
    .filter((pair) => pair.startsWith(`${currency}>`))
    .map((pair) => pair.slice(4));
}

/** Turns shop minor units into an amount in both currencies at the simulator's fixed rate. */
export function converter(currency: string, presentment: string): (shop: number) => Bag {
  if (currency === presentment) return (shop) => ({ shop, presentment: shop });
  const rate = RATES[`${currency}>${presentment}`];
  if (!rate) throw new Error(`The simulator has no rate from ${currency} to ${presentment}.`);
  const scale = exponentOf(presentment) - exponentOf(currency);
  const numerator = rate[0] * 10 ** Math.max(0, scale);
  const denominator = rate[1] * 10 ** Math.max(0, 0 - scale);
  return (shop) => ({ shop, presentment: divideRounded(shop * numerator, denominator) });
}
