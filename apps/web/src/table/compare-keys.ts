/** An amount is ordered among those of its own currency: across currencies a number says nothing. */
export interface AmountKey {
  currency: string;
  value: number;
}

export type SortKey = number | string | AmountKey | null;

/** Orders two keys; what has no key goes last whichever way the column is sorted. */
export function compareKeys(a: SortKey, b: SortKey, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'object' && typeof b === 'object' && a.currency !== b.currency) {
    return a.currency < b.currency ? -1 : 1;
  }
  const [left, right] = [valueOf(a), valueOf(b)];
  const order =
    typeof left === 'number' && typeof right === 'number'
      ? left - right
      : String(left).localeCompare(String(right), undefined, { numeric: true });
  return descending ? -order : order;
}

const valueOf = (key: Exclude<SortKey, null>): number | string =>
  typeof key === 'object' ? key.value : key;

/** The key of an amount as the API writes it. */
export const amountKey = (amount: string | null, currency: string): AmountKey | null =>
  amount === null ? null : { currency, value: Number(amount) };
