import { AppError } from '@commerce/core';
import { DAYS_1904, excelDay } from '../dates.ts';
import type { TableRow } from '../table.ts';
import { parseXml } from './xml.ts';

export interface SheetContext {
  strings: readonly string[];
  dateStyles: ReadonlySet<number>;
  calendar: '1900' | '1904';
}

const MAX_COLUMNS = 2000;

/**
 * Rows of a sheet, streamed. Numbers come as the digits the file stores, reduced to the 15 significant
 * ones Excel shows; date cells as `YYYY-MM-DD`; errors as the text Excel shows, `#REF!`.
 * @throws AppError `invalid_file` for a formula whose result was never stored: it is not empty, it is unknown
 */
export async function* readSheetRows(
  chunks: AsyncIterable<Buffer>,
  context: SheetContext,
): AsyncGenerator<TableRow, void, void> {
  const reader = new SheetReader(context);
  for await (const _ of parseXml(chunks, reader)) yield* reader.take();
}

class SheetReader {
  private readonly context: SheetContext;
  private rows: TableRow[] = [];
  private line = 0;
  private cells: string[] = [];
  private column = 0;
  private type = 'n';
  private style = -1;
  private value = '';
  private reading = false;
  private phonetic = false;
  private formula = false;
  private stored = false;

  constructor(context: SheetContext) {
    this.context = context;
  }

  *take(): Generator<TableRow> {
    const ready = this.rows;
    this.rows = [];
    yield* ready;
  }

  open(name: string, attributes: Record<string, string>): void {
    if (name === 'row') {
      this.line = Number(attributes.r ?? this.line + 1);
      this.cells = [];
      this.column = 0;
    } else if (name === 'c') {
      this.column = attributes.r ? columnOf(attributes.r) : this.column + 1;
      this.type = attributes.t ?? 'n';
      this.style = Number(attributes.s ?? 0);
      this.value = '';
      this.formula = this.stored = false;
    } else if (name === 'f') this.formula = true;
    else if (name === 'rPh') this.phonetic = true;
    else if (name === 'v' || name === 't') {
      this.reading = !this.phonetic;
      this.stored = true;
    }
  }

  text(text: string): void {
    if (this.reading) this.value += text;
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.reading = false;
    else if (name === 'rPh') this.phonetic = false;
    else if (name === 'c') this.keepCell();
    else if (name === 'row' && this.cells.some((cell) => cell !== '')) {
      this.rows.push({ line: this.line, cells: this.cells });
    }
  }

  private keepCell(): void {
    if (this.column < 1 || this.column > MAX_COLUMNS) {
      throw new AppError(
        'invalid_file',
        `Line ${this.line}: the sheet uses more than ${MAX_COLUMNS} columns. Nothing was stored.`,
        { details: { line: this.line } },
      );
    }
    if (this.formula && !this.stored) {
      throw new AppError(
        'invalid_file',
        `Line ${this.line}: a formula in column ${this.column} has no stored result. Nothing was stored; open the file in a spreadsheet program, save it, and import that.`,
        { details: { line: this.line } },
      );
    }
    while (this.cells.length < this.column - 1) this.cells.push('');
    this.cells[this.column - 1] = this.cellText();
  }

  private cellText(): string {
    const { strings, dateStyles, calendar } = this.context;
    if (this.type === 's') return strings[Number(this.value)] ?? '';
    if (this.type !== 'n' || this.value === '') return this.value;
    const serial = Number(this.value);
    if (dateStyles.has(this.style) && serial >= 1 && serial < 2_958_466) {
      return excelDay(serial + (calendar === '1904' ? DAYS_1904 : 0));
    }
    return withoutNoise(expanded(this.value.trim()));
  }
}

function columnOf(reference: string): number {
  let column = 0;
  for (const char of reference.replace(/\d+$/, '')) column = column * 26 + char.charCodeAt(0) - 64;
  return column;
}

const SIGNIFICANT_DIGITS = 15;

/** `1.2E+5` as `120000`; a number with more digits than Excel keeps stays as it is, so that it can be seen. */
function expanded(stored: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]?\d{1,3})$/i.exec(stored);
  if (!match) return stored;
  const [, sign = '', whole = '', fraction = '', exponent = ''] = match;
  const point = whole.length + Number(exponent);
  if (point > SIGNIFICANT_DIGITS) return stored;
  const digits = `${'0'.repeat(Math.max(0, 1 - point))}${whole}${fraction}`.padEnd(point, '0');
  const at = Math.max(1, point);
  return `${sign}${digits.slice(0, at)}${digits.length > at ? `.${digits.slice(at)}` : ''}`;
}

/** Excel writes the nearest binary number with 17 digits: 0.1 becomes 0.10000000000000001. Whole numbers stay untouched. */
function withoutNoise(stored: string): string {
  const match = /^(-?)0*(\d*)\.(\d+)$/.exec(stored);
  if (!match) return stored;
  const [, sign = '', whole = '', fraction = ''] = match;
  const leading = whole === '' ? (/^0*/.exec(fraction)?.[0].length ?? 0) : 0;
  const keep = Math.max(0, SIGNIFICANT_DIGITS - whole.length) + leading;
  if (fraction.length <= keep) return stored;
  const scaled = BigInt(`${whole}${fraction.slice(0, keep)}`);
  const rounded = (scaled + (Number(fraction[keep]) >= 5 ? 1n : 0n))
    .toString()
    .padStart(keep + 1, '0');
  return `${sign}${rounded.slice(0, rounded.length - keep)}.${rounded.slice(-keep) || '0'}`;
}
