import { AppError } from '@commerce/core';
import { readDay } from '../tabular/dates.ts';
import { readNumber } from '../tabular/numbers.ts';
import type { TableRow } from '../tabular/table.ts';
import { accountNumber } from './account-number.ts';
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
  | { kind: 'note'; line: number }
  /** `grand`: over all objects; else over the days of one. */
  | { kind: 'total'; line: number; measures: Measures; grand: boolean }
  | { kind: 'row'; line: number; measures: Measures; subject: Subject; part: PartKind };

/**
 * What a row is of its object and day. `whole`: no part of it is named, or it says that it is all of them;
 * `between`: some of the levels below are named; `unnamed`: a breakdown without a name, the whole or an unknown part.
 */
export type PartKind = 'whole' | 'between' | 'unnamed' | 'part';

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
  if (isNote(cells)) return { kind: 'note', line };
  const cell = (field: ImportField) => (cells[layout.columns.index.get(field) ?? -1] ?? '').trim();
  const measures = readMeasures(line, cell, layout);
  const total = totalKind(cell, layout);
  if (total) return { kind: 'total', line, measures, grand: total === 'grand' };
  refuseIncomplete(line, cells, layout);
  const currency = cell('currency');
  if (currency && currency !== layout.currency) {
    throw at(line, `the row is in ${currency}, the file in ${layout.currency}.`);
  }
  const subject = {
    day: rowDay(line, cell, layout),
    account_id: rowAccount(line, cell, layout),
    account: cell('account_id') || cell('account_name'),
    names: Object.fromEntries(NAME_FIELDS.map((name) => [name, objectName(line, cell(name))])),
    ids: readIds(line, cell),
    attribution: attributionName(cell('attribution')),
  };
  return { kind: 'row', line, measures, subject, part: partKind(cells, layout) };
}

/** A sentence in one cell, as programs and people write below a table. */
function isNote(cells: string[]): boolean {
  const [text, ...others] = cells.filter((cell) => cell.trim() !== '');
  if (text === undefined || others.length > 0 || isTotalLabel(text)) return false;
  return readNumber(text).kind === 'garbage' && readDay(text) === null;
}

function partKind(cells: string[], { splitBy: { breakdowns, finer } }: ImportLayout): PartKind {
  const text = (column: number) => (cells[column] ?? '').trim();
  const named = finer.filter((columns) => columns.some((column) => text(column) !== '')).length;
  const labelled = breakdowns.filter((column) => isTotalLabel(text(column))).length;
  if (labelled < breakdowns.length && breakdowns.every((column) => text(column) === '')) {
    return finer.length === 0 || named === finer.length ? 'unnamed' : 'between';
  }
  if (named === 0 && labelled === breakdowns.length) return 'whole';
  return named === finer.length && labelled === 0 ? 'part' : 'between';
}

const SPREADSHEET_ERROR = /^#(?:REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!)$/;

function objectName(line: number, text: string): string {
  if (text.includes('\0')) throw at(line, 'a name holds binary data.');
  if (!SPREADSHEET_ERROR.test(text)) return text;
  throw at(line, `"${text}" is an error of a spreadsheet program, not a name.`);
}

/** The row's own account, which must be the wanted one where the operator named it. */
function rowAccount(line: number, cell: Cell, { accountId }: ImportLayout): string {
  const found = accountNumber(cell('account_id'));
  if (found && accountId !== null && found !== accountId) {
    throw at(
      line,
      `it belongs to the ad account ${found}, not to ${accountId}. Export each account by itself; --account says whose a file is that names none.`,
    );
  }
  return found || (accountId ?? 'account');
}

type Cell = (field: ImportField) => string;

function refuseMisaligned(
  line: number,
  cells: string[],
  { headings, delimiter }: ImportLayout,
): void {
  const extra = cells.slice(headings.length).some((text) => text.trim() !== '');
  if (extra) throw at(line, `it has ${cells.length} cells under ${headings.length} headings.`);
  if (delimiter === null || headings.length < 3) return;
  // A quote that closes in a later row leaves as many separators in its cell as a row has.
  const swallowed = (text: string) =>
    text.includes('\n') && text.split(delimiter).length >= headings.length;
  if (cells.some(swallowed)) throw at(line, 'a quote that starts here swallows the next row.');
}

function refuseIncomplete(
  line: number,
  cells: string[],
  { columns, delimiter }: ImportLayout,
): void {
  if (delimiter === null || cells.length > (columns.index.get('spend') ?? -1)) return;
  throw at(line, 'it ends before its spend, so it may be cut off.');
}

function readMeasures(line: number, cell: Cell, layout: ImportLayout): Measures {
  const { columns, headings } = layout;
  const measures: Measures = {};
  for (const measure of MEASURES) {
    const column = columns.index.get(measure);
    if (column === undefined) continue;
    const text = cell(measure);
    const value = usableFigure(measure, text, layout);
    if (value === null)
      throw at(line, `"${text.slice(0, 40)}" under "${headings[column]}" is not a usable figure.`);
    if (value !== '') measures[measure] = value;
  }
  return measures;
}

/** More would not fit where amounts and counts are kept. */
const MOST_DIGITS = 15;

/** The figure as a decimal string; empty for an empty cell, null when it cannot be believed. */
function usableFigure(measure: Measure, text: string, layout: ImportLayout): string | null {
  const number = readNumber(text);
  if (number.kind === 'blank') return '';
  // Where cells are parted by semicolons a comma may be a decimal point: 1,234 is then no thousand.
  const unclear = layout.delimiter === ';' && text.includes(',');
  if (number.kind !== 'value' || unclear || number.value.startsWith('-')) return null;
  const [whole = '', fraction] = number.value.split('.');
  const isCount = (COUNT_FIELDS as readonly string[]).includes(measure);
  if (whole.length > MOST_DIGITS || (isCount && fraction !== undefined)) return null;
  const foreign = SIGNS.some(
    ({ sign, of, not }) =>
      sign.test(text) && (of ? !of.includes(layout.currency) : not.includes(layout.currency)),
  );
  return foreign ? null : number.value;
}

/** Signs that only some currencies are written with; many are written with a dollar. */
const SIGNS: readonly { sign: RegExp; of?: string; not: string }[] = [
  { sign: /[₩￦원]/, of: 'KRW', not: '' },
  { sign: /€/, of: 'EUR', not: '' },
  { sign: /¥/, of: 'JPY CNY', not: '' },
  { sign: /[$£]/, not: 'KRW JPY EUR CNY' },
];

/** Ads Manager's own sums stand above or below the rows, without names and day or with a label. */
function totalKind(cell: Cell, { columns, level }: ImportLayout): 'grand' | 'days' | null {
  const names = NAME_FIELDS.filter((name) => columns.index.has(name)).map(cell);
  const ids = (['campaign_id', 'adset_id', 'ad_id'] as const).map(cell);
  const nameless = [...names, ...ids].every((text) => text === '');
  const overall = nameless || names.some(isTotalLabel);
  if (columns.index.has('day')) {
    const day = cell('day');
    if (day === '') return overall ? 'grand' : null;
    return isTotalLabel(day) ? (overall ? 'grand' : 'days') : null;
  }
  return names.some(isTotalLabel) || (nameless && level !== 'account') ? 'grand' : null;
}

function rowDay(line: number, cell: Cell, { columns, days }: ImportLayout): string {
  if (columns.index.has('day')) {
    const text = cell('day');
    const day = readDay(text, days);
    if (day) return day;
    throw at(line, `"${text.slice(0, 40)}" is not a day written year first, such as 2026-11-01.`);
  }
  const [from, to] = [readDay(cell('period_start'), days), readDay(cell('period_end'), days)];
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
