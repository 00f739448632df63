import type { ParameterSpec } from '../api/types.ts';

export type Fault = 'missing' | 'notANumber' | 'notWhole' | 'outOfRange';
export type Read<T> = { value: T } | { fault: Fault };

const GROUPED = /^\d{1,3}(,\d{3})+(\.\d+)?$/;

/** A decimal string as whole ten-thousandths, null for anything else. */
export function decimalUnits(text: string): bigint | null {
  const match = /^(\d{1,15})(?:\.(\d{1,4}))?$/.exec(text);
  if (!match) return null;
  return BigInt(match[1] + (match[2] ?? '').padEnd(4, '0'));
}

/** What a person typed for a number: spaces around it and grouping commas are theirs to use. */
export const typedNumber = (text: string): string => {
  const trimmed = text.trim();
  return GROUPED.test(trimmed) ? trimmed.replaceAll(',', '') : trimmed;
};

/** An amount as it is easiest to read in a field. */
export const groupedNumber = (decimal: string): string => {
  const [whole = '', ...fraction] = decimal.split('.');
  return [whole.replaceAll(/\B(?=(\d{3})+$)/g, ','), ...fraction].join('.');
};

/**
 * Reads one setting of a template. Limits of amounts depend on the currency and are left to the server.
 * @param blankIsDefault an empty field leaves the value to the template: `value` is null
 */
export function readParameter(
  spec: Pick<ParameterSpec, 'type' | 'min' | 'max'>,
  text: string,
  blankIsDefault: boolean,
): Read<string | null> {
  const typed = typedNumber(text);
  if (typed === '') return blankIsDefault ? { value: null } : { fault: 'missing' };
  const units = decimalUnits(typed);
  if (units === null) return { fault: 'notANumber' };
  if (isWhole(spec) && units % 10_000n !== 0n) return { fault: 'notWhole' };
  const min = decimalUnits(spec.min);
  const max = decimalUnits(spec.max);
  const isOut = (min !== null && units < min) || (max !== null && units > max);
  if (spec.type !== 'money' && isOut) return { fault: 'outOfRange' };
  return { value: typed };
}

export const isWhole = ({ type }: Pick<ParameterSpec, 'type'>): boolean =>
  type === 'days' || type === 'count';

/** A whole number between two bounds. */
export function readWhole(text: string, min: number, max: number): Read<number> {
  const typed = typedNumber(text);
  if (typed === '') return { fault: 'missing' };
  if (!/^\d{1,9}$/.test(typed)) return { fault: 'notWhole' };
  const value = Number(typed);
  return value < min || value > max ? { fault: 'outOfRange' } : { value };
}
