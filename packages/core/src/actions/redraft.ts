import { formatAmount, parseAmount } from '../money.ts';
import { liveValue, sameValue } from './change.ts';
import type { FieldChange, LiveState } from './action.ts';

/** What is left of a change once the live value turned out to be another than it was judged by. */
export type Redraft =
  | { outcome: 'unchanged' }
  | { outcome: 'already_so' }
  | { outcome: 'no_longer_sensible' }
  | { outcome: 'changed'; change: FieldChange };

const UNIT = 10_000n;
/** Beyond what an amount can hold. */
const TOO_LARGE = 10n ** 16n * UNIT;

/**
 * Compares a change with the live object. A status that still differs is proposed anew from what it is.
 * @param keep of a budget: the `share` by which it was to change, in whole units where both amounts were whole,
 * or the `amount` that somebody named
 */
export function redraft(change: FieldChange, live: LiveState, keep: 'share' | 'amount'): Redraft {
  const now = liveValue(live, change.field);
  if (sameValue(change.field, now, change.before)) return { outcome: 'unchanged' };
  if (sameValue(change.field, now, change.after)) return { outcome: 'already_so' };
  if (now === null || change.before === null) return { outcome: 'no_longer_sensible' };
  if (change.field === 'status') {
    const switchable = now === 'ACTIVE' || now === 'PAUSED';
    return switchable
      ? { outcome: 'changed', change: { ...change, before: now } }
      : { outcome: 'no_longer_sensible' };
  }
  if (live.currency !== change.currency) return { outcome: 'no_longer_sensible' };
  if (keep === 'amount') return { outcome: 'changed', change: { ...change, before: now } };
  const after = scaled(parseAmount(now), parseAmount(change.after), parseAmount(change.before));
  if (after === null || after === parseAmount(now)) return { outcome: 'no_longer_sensible' };
  return { outcome: 'changed', change: { ...change, before: now, after: formatAmount(after) } };
}

/** `amount × top / bottom`, rounded half up to the step all three amounts are in; null when nothing is left. */
function scaled(amount: bigint, top: bigint, bottom: bigint): bigint | null {
  if (bottom <= 0n || top <= 0n) return null;
  const step = [amount, top, bottom].every((value) => value % UNIT === 0n) ? UNIT : UNIT / 100n;
  const steps = (2n * amount * top + bottom * step) / (2n * bottom * step);
  return steps > 0n && steps * step < TOO_LARGE ? steps * step : null;
}
