import { AppError, formatAmount, parseAmount } from '@commerce/core';
import { readNumber } from '../tabular/numbers.ts';
import type { OrderField } from './csv-columns.ts';

/** One line of an order export, by field; empty cells are absent. */
export type CsvRow = Partial<Record<OrderField, string>>;

/** A cell or an order that cannot be read. */
export const refuse = (message: string): AppError => new AppError('invalid_file', message);

/** An amount cell as an exact decimal, or null when it is empty. */
export function amountIn(row: CsvRow, field: OrderField): string | null {
  const text = row[field];
  if (text === undefined) return null;
  const cell = readNumber(text);
  if (cell.kind === 'blank') return null;
  if (cell.kind !== 'value') throw refuse(`"${text.slice(0, 40)}" is not an amount`);
  return formatAmount(parseAmount(cell.value));
}

const STAMP = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** `2026-01-03 15:20:11 +0900` as an instant in UTC, written like the API writes it. */
export function instantIn(row: CsvRow, field: OrderField): string | null {
  const text = row[field];
  if (text === undefined) return null;
  const [, day, time, zone] = STAMP.exec(text) ?? [];
  const offset = zone === undefined || /^(z|utc)$/i.test(zone) ? 'Z' : zone;
  const at = new Date(`${day}T${time}${offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
  if (day === undefined || zone === undefined || Number.isNaN(at.getTime())) {
    throw refuse(`"${text.slice(0, 40)}" is not a date with time and offset`);
  }
  return `${at.toISOString().slice(0, 19)}Z`;
}

const FULFILMENT: Readonly<Record<string, string>> = { partial: 'PARTIALLY_FULFILLED' };
/** A status as the API spells it. */
export const status = (text: string | undefined): string | null =>
  text === undefined
    ? null
    : (FULFILMENT[text.toLowerCase()] ?? text.toUpperCase().replaceAll(' ', '_'));

export const flag = (text: string | undefined): boolean | null =>
  text === undefined ? null : /^(true|yes|1)$/i.test(text);
