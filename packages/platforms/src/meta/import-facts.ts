import { AppError } from '@commerce/core';
import type { Table } from '../tabular/table.ts';
import { type ImportLayout, isSplit } from './import-layout.ts';
import { type Fact, isIdle, PartedFact, repeated } from './import-parts.ts';
import { type FileRow, readFileRow } from './import-rows.ts';
import { subjectId } from './import-wire.ts';

/** What is told of the lines while they are read. */
export interface FactWatch {
  /** Every line, totals too. */
  onRow(row: FileRow): void;
  /** A line of zeros that another line of the same object and day makes superfluous. */
  onIdleRepeat(line: number): void;
}

/**
 * The file's rows, or their sums where breakdown columns split them.
 * @throws AppError `invalid_file` for a row of nobody or of another account, for rows that speak of the same object and day
 * and are no parts of it, and for a last line that ends early: its last figure may have lost digits.
 */
export async function* readFacts(
  table: Table,
  layout: ImportLayout,
  watch: FactWatch,
): AsyncGenerator<Fact> {
  const groups = new Map<string, PartedFact>();
  const split = isSplit(layout.splitBy);
  const seen = new SeenLines();
  let cut: number | null = null;
  let account: string | null = null;
  let previous = table.headingLine;
  for await (const tableRow of table.rows) {
    const { line, cells } = tableRow;
    const short = table.delimiter !== null && cells.length < layout.headings.length;
    const row = readFileRow(tableRow, layout);
    // A file that was cut off does not first leave a line empty.
    cut = short && !(row.kind === 'note' && line > previous + 1) ? line : null;
    previous = line;
    watch.onRow(row);
    if (row.kind !== 'row') continue;
    const { subject, measures } = row;
    account ??= subject.account;
    if (subject.account !== account) throw severalAccounts(line, account, subject.account);
    const id = subjectId(subject, layout);
    if (id === '') throw unnamed(line, layout);
    if (!split) {
      const idle = isIdle(measures);
      const before = seen.of(id, subject.day);
      if (before === undefined) seen.set(id, subject.day, line, idle);
      else if (idle) watch.onIdleRepeat(line);
      else if (!before.idle) throw repeated(before.line, line, subject);
      else {
        watch.onIdleRepeat(before.line);
        seen.set(id, subject.day, line, false);
      }
      if (!idle) yield { subject, measures, repeats: [] };
      continue;
    }
    const key = `${subject.day}|${id}`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = new PartedFact(subject)));
    group.add(row);
  }
  if (cut !== null) throw cutOff(cut);
  if (seen.idle > 0) yield* idleFacts(table, layout, seen);
  for (const group of groups.values()) yield group.fact();
}

/**
 * Rows of zeros, told last: objects may share a name, and one that was not shown adds nothing to one that was.
 * Read once more rather than kept, as a report may consist of them.
 */
async function* idleFacts(
  table: Table,
  layout: ImportLayout,
  seen: SeenLines,
): AsyncGenerator<Fact> {
  for await (const tableRow of table.rows) {
    const row = readFileRow(tableRow, layout);
    if (row.kind !== 'row') continue;
    const { subject, measures, line } = row;
    const told = seen.of(subjectId(subject, layout), subject.day);
    if (told?.idle && told.line === line) yield { subject, measures, repeats: [] };
  }
}

/** Lines by object and day number: far smaller than a set of joined keys when a file has a million rows. */
class SeenLines {
  /** How many objects and days have nothing but rows of zeros so far. */
  idle = 0;
  /** Lines of zeros are negative. */
  private readonly byObject = new Map<string, Map<number, number>>();

  /** The line that speaks of an object and day, if any. */
  of(id: string, day: string): { line: number; idle: boolean } | undefined {
    const line = this.byObject.get(id)?.get(dayNumber(day));
    return line === undefined ? undefined : { line: Math.abs(line), idle: line < 0 };
  }

  set(id: string, day: string, line: number, idle: boolean): void {
    let days = this.byObject.get(id);
    if (!days) this.byObject.set(id, (days = new Map()));
    if ((days.get(dayNumber(day)) ?? 0) < 0) this.idle--;
    if (idle) this.idle++;
    days.set(dayNumber(day), idle ? -line : line);
  }
}

const dayNumber = (day: string): number => Date.parse(day) / 86_400_000;

function severalAccounts(line: number, ...accounts: string[]): AppError {
  return new AppError(
    'invalid_file',
    `Line ${line}: the file holds several ad accounts (${accounts.join(', ')}). Nothing was stored. Export each account by itself; --account says whose a file is that names none.`,
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
