import { AppError } from '@commerce/core';
import { readDay } from '../tabular/dates.ts';
import { readNumber } from '../tabular/numbers.ts';
import type { TableRow } from '../tabular/table.ts';
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
  | { kind: 'total'; line: number; measures: Measures }
  | { kind: 'row'; line: number; measures: Measures; subject: Subject };

export interface Subject {
  day: string;
  account_id: string;
  /** Id or name of the ad account as the row has it; empty where the file does not say. */
  account: string;
  names: Record<string, string>;
  ids: Record<string, string>;
  attribution: string | null;
}

/** @throws AppError `invalid_file` with the line and the column that cannot be read. */
export function readFileRow({ line, cells }: TableRow, layout: ImportLayout): FileRow {
  refuseMisaligned(line, cells, layout);
  const cell = (field: ImportField) => (cells[layout.columns.index.get(field) ?? -1] ?? '').trim();
  const measures = readMeasures(line, cell, layout);
  if (isTotal(cell, layout)) {
    return { kind: 'total', line, measures };
  }
  const currency = cell('currency');
  if (currency && currency !== layout.currency) {
    throw at(line, `the row is in ${currency}, the file in ${layout.currency}.`);
  }
  const subject = {
    day: rowDay(line, cell, layout),
    account_id: rowAccount(line, cell, layout),
    account: cell('account_id') || cell('account_name'),
    names: Object.fromEntries(NAME_FIELDS.map((name) => [name, cell(name)])),
    ids: readIds(line, cell),
    attribution: attributionName(cell('attribution')),
  };
  return { kind: 'row', line, measures, subject };
}

/** The row's own account, which must be the wanted one where the operator named it. */
function rowAccount(line: number, cell: Cell, { accountId }: ImportLayout): string {
  const found = cell('account_id').replace(/^act[_:]/, '');
  if (found && accountId !== null && found !== accountId) {
    throw at(line, `it belongs to the ad account ${found}, not to ${accountId}.`);
  }
  return found || (accountId ?? 'account');
}

const SERIAL = { serial: true };
type Cell = (field: ImportField) => string;

function refuseMisaligned(line: number, cells: string[], { headings }: ImportLayout): void {
  const extra = cells.slice(headings.length).some((text) => text.trim() !== '');
  if (extra) throw at(line, `it has ${cells.length} cells under ${headings.length} headings.`);
}

function readMeasures(line: number, cell: Cell, layout: ImportLayout): Measures {
  const { columns, headings, delimiter } = layout;
  const measures: Measures = {};
  for (const measure of MEASURES) {
    const column = columns.index.get(measure);
    if (column === undefined) continue;
    const text = cell(measure);
    const number = readNumber(text);
    if (number.kind === 'value') measures[measure] = number.value;
    const whole = (COUNT_FIELDS as readonly string[]).includes(measure);
    // Where cells are parted by semicolons a comma may be a decimal point: 1,234 is then no thousand.
    const unclear = delimiter === ';' && text.includes(',');
    const wrong =
      unclear ||
      number.kind === 'garbage' ||
      number.kind === 'hidden' ||
      (number.kind === 'value' &&
        (number.value.startsWith('-') || (whole && number.value.includes('.'))));
    if (wrong)
      throw at(line, `"${text.slice(0, 40)}" under "${headings[column]}" is not a usable figure.`);
  }
  return measures;
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

function at(line: number, message: string): AppError {
  return new AppError('invalid_file', `Line ${line}: ${message} Nothing was stored.`, {
    details: { line },
  });
}
