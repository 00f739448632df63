import { AppError, sumAmounts } from '@commerce/core';
import { readDay } from '../tabular/dates.ts';
import { readNumber } from '../tabular/numbers.ts';
import type { TableRow } from '../tabular/table.ts';
import { decimal } from './decimals.ts';
import {
  ACTION_FIELDS,
  attributionName,
  COUNT_FIELDS,
  type ImportField,
  isTotalLabel,
  NAME_FIELDS,
  VALUE_FIELDS,
} from './import-columns.ts';
import type { ImportLayout } from './import-layout.ts';
import { type InsightsWire, insightsSchema } from './schemas.ts';

const MEASURES = [
  ...COUNT_FIELDS,
  'spend',
  'frequency',
  ...(Object.keys(ACTION_FIELDS) as (keyof typeof ACTION_FIELDS)[]),
  ...(Object.keys(VALUE_FIELDS) as (keyof typeof VALUE_FIELDS)[]),
] as const;
export type Measure = (typeof MEASURES)[number];
export type Measures = Partial<Record<Measure, string>>;

/** One line of the file, read. */
export type FileRow =
  | { kind: 'total'; line: number; measures: Measures; from: string | null; to: string | null }
  | { kind: 'row'; line: number; measures: Measures; hidden: number; subject: Subject };

export interface Subject {
  day: string;
  account_id: string;
  names: Record<string, string>;
  ids: Record<string, string>;
  attribution: string | null;
}

/** @throws AppError `invalid_file` with the line and the column that cannot be read. */
export function readFileRow({ line, cells }: TableRow, layout: ImportLayout): FileRow {
  refuseMisaligned(line, cells, layout);
  const cell = (field: ImportField) => (cells[layout.columns.index.get(field) ?? -1] ?? '').trim();
  const { measures, hidden } = readMeasures(line, cell, layout);
  if (isTotal(cell, layout)) {
    const [from, to] = [readDay(cell('period_start'), SERIAL), readDay(cell('period_end'), SERIAL)];
    return { kind: 'total', line, measures, from, to };
  }
  const currency = cell('currency');
  if (currency && currency !== layout.currency) {
    throw at(line, `the row is in ${currency}, the file in ${layout.currency}.`);
  }
  const subject = {
    day: rowDay(line, cell, layout),
    account_id: cell('account_id').replace(/^act[_:]/, '') || layout.accountId,
    names: Object.fromEntries(NAME_FIELDS.map((name) => [name, cell(name)])),
    ids: readIds(line, cell),
    attribution: attributionName(cell('attribution')),
  };
  return { kind: 'row', line, measures, hidden, subject };
}

const SERIAL = { serial: true };
type Cell = (field: ImportField) => string;

function refuseMisaligned(line: number, cells: string[], { headings }: ImportLayout): void {
  const extra = cells.slice(headings.length).some((text) => text.trim() !== '');
  if (extra) throw at(line, `it has ${cells.length} cells under ${headings.length} headings.`);
}

function readMeasures(line: number, cell: Cell, { columns, headings }: ImportLayout) {
  const measures: Measures = {};
  let hidden = 0;
  for (const measure of MEASURES) {
    const column = columns.index.get(measure);
    if (column === undefined) continue;
    const text = cell(measure);
    const number = readNumber(text);
    if (number.kind === 'hidden') hidden++;
    if (number.kind === 'value') measures[measure] = number.value;
    const whole = (COUNT_FIELDS as readonly string[]).includes(measure);
    const wrong =
      number.kind === 'garbage' ||
      (number.kind === 'value' &&
        (number.value.startsWith('-') || (whole && number.value.includes('.'))));
    if (wrong)
      throw at(line, `"${text.slice(0, 40)}" under "${headings[column]}" is not a usable figure.`);
  }
  return { measures, hidden };
}

/** Ads Manager's own sums stand above or below the rows, without names and day or with a label. */
function isTotal(cell: Cell, { columns, level }: ImportLayout): boolean {
  const dated = columns.index.has('day');
  const names = NAME_FIELDS.filter((name) => columns.index.has(name)).map(cell);
  const ids = (['campaign_id', 'adset_id', 'ad_id'] as const).map(cell);
  const nameless = [...names, ...ids].every((text) => text === '');
  if (dated) {
    const day = cell('day');
    return isTotalLabel(day) || (day === '' && (nameless || names.some(isTotalLabel)));
  }
  return names.some(isTotalLabel) || (nameless && level !== 'account');
}

function rowDay(line: number, cell: Cell, { columns }: ImportLayout): string {
  if (columns.index.has('day')) {
    const text = cell('day');
    const day = readDay(text, SERIAL);
    if (day) return day;
    throw at(line, `"${text.slice(0, 40)}" is not a day written year first, such as 2026-11-01.`);
  }
  const [from, to] = [readDay(cell('period_start'), SERIAL), readDay(cell('period_end'), SERIAL)];
  if (!from || !to) throw at(line, 'its reporting period cannot be read.');
  if (from !== to) {
    throw at(
      line,
      `the row covers ${from} to ${to} in one figure, which cannot be divided into days. Export again with Breakdown → By time → Day (분석 데이터 → 시간 → 일).`,
    );
  }
  return from;
}

function readIds(line: number, cell: Cell): Record<string, string> {
  const ids: Record<string, string> = {};
  for (const field of ['campaign_id', 'adset_id', 'ad_id'] as const) {
    const text = cell(field)
      .replace(/^[a-z]{1,3}[:_]/i, '')
      .replace(/^['"]|['"]$/g, '');
    if (text === '') continue;
    if (/^\d\.?\d*e\+?\d+$/i.test(text)) {
      throw at(
        line,
        `the id "${text}" was rounded by a spreadsheet program. Import the file as Meta exported it, without saving it again.`,
      );
    }
    if (!/^\d+$/.test(text)) throw at(line, `"${text.slice(0, 40)}" is not an id.`);
    ids[field] = text;
  }
  return ids;
}

/** Adds `more` to `sum`, figure by figure. */
export function addMeasures(sum: Measures, more: Measures): void {
  for (const [measure, value] of Object.entries(more) as [Measure, string][]) {
    const before = sum[measure];
    sum[measure] = before === undefined ? value : sumAmounts([decimal(before), decimal(value)]);
  }
}

/**
 * The row as the API would have sent it, as far as the file goes. Without an id column an object is
 * known by its name and the names above it: `name:campaign›ad set`.
 */
export function toWire(subject: Subject, measures: Measures, layout: ImportLayout): InsightsWire {
  const { names, ids, day } = subject;
  const path: string[] = [];
  const named: Record<string, string> = {};
  for (const level of ['campaign', 'adset', 'ad'] as const) {
    const name = names[`${level}_name`] ?? '';
    if (name) {
      path.push(name.normalize('NFC').replace(/\s+/g, ' '));
      named[`${level}_name`] = name;
    }
    const id = ids[`${level}_id`] ?? (name ? `name:${path.join('›')}` : undefined);
    if (id !== undefined) named[`${level}_id`] = id;
    if (level === layout.level || layout.level === 'account') break;
  }
  const { link_clicks, ...counts } = pick(measures, [...COUNT_FIELDS, 'spend', 'frequency']);
  return insightsSchema.parse({
    account_id: subject.account_id,
    account_currency: layout.currency,
    ...(layout.level === 'account' ? {} : named),
    ...(subject.attribution && { attribution_setting: subject.attribution }),
    date_start: day,
    date_stop: day,
    ...counts,
    ...(link_clicks !== undefined && { inline_link_clicks: link_clicks }),
    ...list(
      'actions',
      measures,
      Object.entries(ACTION_FIELDS).map(([field, { type }]) => [field, type]),
    ),
    ...list('action_values', measures, Object.entries(VALUE_FIELDS)),
  });
}

function pick<K extends Measure>(measures: Measures, fields: readonly K[]) {
  return Object.fromEntries(
    fields.flatMap((field) => (measures[field] === undefined ? [] : [[field, measures[field]]])),
  ) as Partial<Record<K, string>>;
}

/** Zero counts are left out, as the API does. */
function list(name: string, measures: Measures, types: (readonly [string, string])[]) {
  const entries = types.flatMap(([field, action_type]) => {
    const value = measures[field as Measure];
    return value === undefined || value === '0' ? [] : [{ action_type, value }];
  });
  return entries.length > 0 ? { [name]: entries } : {};
}

function at(line: number, message: string): AppError {
  return new AppError('invalid_file', `Line ${line}: ${message} Nothing was stored.`, {
    details: { line },
  });
}
