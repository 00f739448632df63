import { AppError, sumAmounts } from '@commerce/core';
import type { Table } from '../tabular/table.ts';
import { decimal } from './decimals.ts';
import type { ImportLayout } from './import-layout.ts';
import {
  type FileRow,
  type Measure,
  type Measures,
  readFileRow,
  type Subject,
} from './import-rows.ts';
import { subjectId } from './import-wire.ts';

/** Figures of one object on one day. */
export interface Fact {
  subject: Subject;
  measures: Measures;
}

/**
 * The file's rows, or their sums where breakdown columns split them. `onRow` sees every line, totals too.
 * @throws AppError `invalid_file` for a row of nobody or of another account, for two rows of the same object and day, and for a
 * last line that ends early: its last figure may have lost digits.
 */
export async function* readFacts(
  table: Table,
  layout: ImportLayout,
  onRow: (row: FileRow) => void,
): AsyncGenerator<Fact> {
  const groups = new Map<string, Fact>();
  const seen = new SeenLines();
  let short: number | null = null;
  let account: string | null = null;
  for await (const tableRow of table.rows) {
    const isShort = table.delimiter !== null && tableRow.cells.length < layout.headings.length;
    short = isShort ? tableRow.line : null;
    const row = readFileRow(tableRow, layout);
    onRow(row);
    if (row.kind === 'total') continue;
    const { subject, measures } = row;
    account ??= subject.account;
    if (subject.account !== account) throw severalAccounts(row.line, account, subject.account);
    const id = subjectId(subject, layout);
    if (id === '') throw unnamed(row.line, layout);
    if (layout.splitBy.length === 0) {
      const before = seen.remember(id, subject.day, row.line);
      if (before !== undefined) throw repeated(before, row.line, subject);
      yield { subject, measures };
      continue;
    }
    delete measures.reach;
    delete measures.frequency;
    const group = groups.get(`${subject.day}|${id}`);
    if (group) addPart(group, row);
    else groups.set(`${subject.day}|${id}`, { subject, measures });
  }
  if (short !== null) throw cutOff(short);
  yield* groups.values();
}

/** Lines by object and day number: far smaller than a set of joined keys when a file has a million rows. */
class SeenLines {
  private readonly byObject = new Map<string, Map<number, number>>();

  /** The line that spoke of the same object and day before, if any. */
  remember(id: string, day: string, line: number): number | undefined {
    let days = this.byObject.get(id);
    if (!days) this.byObject.set(id, (days = new Map()));
    const number = Date.parse(day) / 86_400_000;
    const before = days.get(number);
    days.set(number, line);
    return before;
  }
}

function addPart(group: Fact, { subject, measures }: Fact): void {
  addMeasures(group.measures, measures);
  if (group.subject.attribution !== subject.attribution) group.subject.attribution = null;
}

function addMeasures(sum: Measures, more: Measures): void {
  for (const [measure, value] of Object.entries(more) as [Measure, string][]) {
    const before = sum[measure];
    sum[measure] = before === undefined ? value : sumAmounts([decimal(before), decimal(value)]);
  }
}

function severalAccounts(line: number, ...accounts: string[]): AppError {
  return new AppError(
    'invalid_file',
    `Line ${line}: the file holds several ad accounts (${accounts.join(', ')}). Nothing was stored; export each account by itself.`,
    { details: { line } },
  );
}

function cutOff(line: number): AppError {
  return new AppError(
    'invalid_file',
    `Line ${line}: the last line ends before its last column, so the file may be cut off. Nothing was stored; export it again.`,
    { details: { line } },
  );
}

function unnamed(line: number, { level }: ImportLayout): AppError {
  return new AppError(
    'invalid_file',
    `Line ${line}: it names no ${level}, and it is no line of totals either. Nothing was stored.`,
    { details: { line } },
  );
}

function repeated(before: number, line: number, { day }: Subject): AppError {
  return new AppError(
    'invalid_file',
    `Lines ${before} and ${line} speak of the same object on ${day}. If two objects share a name, add the ID column to the export; if the report has a further breakdown, remove it. Nothing was stored.`,
    { details: { lines: [before, line] } },
  );
}
