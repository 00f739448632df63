import { stat } from 'node:fs/promises';
import { AppError } from '@commerce/core';
import { readCsvRows } from './csv-rows.ts';
import { detectDelimiter } from './delimiter.ts';
import { detectEncoding, readHead, readText, type TextEncoding } from './encoding.ts';
import { refuseUnreadableKind } from './file-kind.ts';
import type { Table, TableOptions, TableRow } from './table.ts';
import { openWorkbook, type Sheet, type Workbook } from './xlsx/workbook.ts';

const HEADING_SEARCH_LINES = 12;
const SAMPLE_CHARS = 64 * 1024;

/**
 * Opens a CSV, TSV or XLSX file: finds its encoding, separator, sheet and heading line. Text files are
 * streamed whatever their size; XLSX files may have at most 64 MiB.
 * @throws AppError `invalid_file` when it is no table, or no heading line is found.
 */
export async function openTable(path: string, options: TableOptions = {}): Promise<Table> {
  const head = await readHead(path);
  if (head.length === 0) throw new AppError('invalid_file', 'The file is empty.');
  if (refuseUnreadableKind(head) === 'xlsx') return openXlsx(path, options);
  const encoding = await detectEncoding(path);
  const delimiter = detectDelimiter(await sampleText(path, encoding));
  const rows = () => readCsvRows(path, encoding, delimiter);
  const found = await findHeading(rows(), options);
  if (!found) throw noHeading(options, await firstLine(rows()));
  const body = after(found.headingLine, rows);
  const noSheet = { sheet: null, otherSheets: [], calendar: '1900' as const };
  return { ...noSheet, encoding, delimiter, ...found, rows: body };
}

async function openXlsx(path: string, options: TableOptions): Promise<Table> {
  const { size } = await stat(path);
  const workbook = await openWorkbook(path, size);
  const found: { sheet: Sheet; heading: Heading }[] = [];
  for (const sheet of workbook.sheets) {
    const heading = await findHeading(workbook.rows(sheet), options);
    if (heading) found.push({ sheet, heading });
    if (!options.isHeading && heading) break;
  }
  const chosen = found.find(({ sheet }) => options.prefersSheet?.(sheet.name)) ?? found[0];
  if (!chosen) throw noHeading(options, await firstShown(workbook));
  const { sheet, heading } = chosen;
  const others = found.filter((other) => other !== chosen);
  return {
    encoding: 'xlsx',
    delimiter: null,
    sheet: sheet.name,
    otherSheets: others.map((other) => other.sheet.name),
    calendar: workbook.calendar,
    ...heading,
    rows: after(heading.headingLine, () => workbook.rows(sheet)),
  };
}

async function firstShown(workbook: Workbook): Promise<string[]> {
  for (const sheet of workbook.sheets) {
    const line = await firstLine(workbook.rows(sheet));
    if (line.length > 0) return line;
  }
  return [];
}

type Heading = Pick<Table, 'preamble' | 'headings' | 'headingLine'>;

async function findHeading(
  rows: AsyncIterable<TableRow>,
  { isHeading = () => true }: TableOptions,
): Promise<Heading | null> {
  const preamble: TableRow[] = [];
  for await (const row of rows) {
    if (isHeading(row.cells)) {
      return { preamble, headings: row.cells.map((cell) => cell.trim()), headingLine: row.line };
    }
    if (preamble.push(row) === HEADING_SEARCH_LINES) break;
  }
  return null;
}

function after(headingLine: number, rows: () => AsyncIterable<TableRow>): AsyncIterable<TableRow> {
  return {
    async *[Symbol.asyncIterator]() {
      for await (const row of rows()) if (row.line > headingLine) yield row;
    },
  };
}

async function sampleText(path: string, encoding: TextEncoding): Promise<string> {
  let sample = '';
  for await (const text of readText(path, encoding)) {
    sample += text;
    if (sample.length >= SAMPLE_CHARS) break;
  }
  return sample;
}

async function firstLine(rows: AsyncIterable<TableRow>): Promise<string[]> {
  for await (const row of rows) return row.cells;
  return [];
}

/** What a spreadsheet program makes of a table that it opened with another separator. */
const isOneCell = (cells: string[]): boolean => {
  const [only = '', ...others] = cells.filter((cell) => cell.trim() !== '');
  return others.length === 0 && only.split(/[,;\t]/).length > 3;
};

function noHeading({ expects }: TableOptions, first: string[]): AppError {
  const shown = first.slice(0, 8).join(' | ').slice(0, 200);
  const hint = isOneCell(first)
    ? ' All of it stands in one cell, as when a spreadsheet program opened the file with another separator and saved it: import the file as it was exported.'
    : '';
  return new AppError(
    'invalid_file',
    `No heading line was found in the first ${HEADING_SEARCH_LINES} lines${expects ? ` (expected ${expects})` : ''}. ` +
      `The first line reads: ${shown || 'nothing'}.${hint} Nothing was stored.`,
    { details: { lines: HEADING_SEARCH_LINES } },
  );
}
