import { formatAmount, parseAmount, sumAmounts } from '@commerce/core';
import type { Figures } from './platform-subject.ts';

/** Adds a figure; nothing and zero are the same, and an amount has one spelling. */
export function putFigure(
  figures: Figures,
  key: string,
  name: string,
  value: string | number | bigint | null | undefined,
): void {
  if (value === null || value === undefined) return;
  const amount = formatAmount(parseAmount(String(value)));
  if (amount === '0') return;
  const row = (figures[key] ??= {});
  row[name] = amount;
}

/** The exact sum of amounts however they are spelled; `-0` and `--1` may come from turned signs. */
export const addAmounts = (...amounts: (string | null)[]): string =>
  sumAmounts(amounts.map((amount) => (amount ?? '0').replace(/^--/, '')));
