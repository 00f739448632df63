/**
 * One amount in the shop's and in the buyer's currency, both as whole minor units
 * (won, yen, cents). Integers below 2^53, so sums are exact.
 */
export interface Bag {
  readonly shop: number;
  readonly presentment: number;
}

export const ZERO: Bag = { shop: 0, presentment: 0 };

export function add(a: Bag, b: Bag): Bag {
  return { shop: a.shop + b.shop, presentment: a.presentment + b.presentment };
}

export function subtract(a: Bag, b: Bag): Bag {
  return { shop: a.shop - b.shop, presentment: a.presentment - b.presentment };
}

export function negate(a: Bag): Bag {
  return { shop: 0 - a.shop, presentment: 0 - a.presentment };
}

export function times(a: Bag, count: number): Bag {
  return { shop: a.shop * count, presentment: a.presentment * count };
}

export function total(bags: Iterable<Bag>): Bag {
  let shop = 0;
  let presentment = 0;
  for (const bag of bags) {
    shop += bag.shop;
    presentment += bag.presentment;
  }
  return { shop, presentment };
}

/** Applies the same integer operation to both sides. */
export function each(a: Bag, operation: (minor: number) => number): Bag {
  return { shop: operation(a.shop), presentment: operation(a.presentment) };
}
