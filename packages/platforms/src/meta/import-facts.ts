import { AppError } from '@commerce/core';
import type { Table } from '../tabular/table.ts';
import { type ImportLayout, isSplit } from './import-layout.ts';
import { type Fact, PartedFact, repeated } from './import-parts.ts';
import { type FileRow, readFileRow } from './import-rows.ts';
import { subjectId } from './import-wire.ts';

/**
 * The file's rows, or their sums where breakdown columns split them. `onRow` sees every line, totals too.
 * @throws AppError `invalid_file` for a row of nobody or of another account, for rows that speak of the same object and day
 * and are no parts of it, and for a last line that ends early: its last figure may have lost digits.
 */
export async function* readFacts(
  table: Table,
  layout: ImportLayout,
  onRow: (row: FileRow) => void,
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
    onRow(row);
    if (row.kind !== 'row') continue;
    const { subject, measures } = row;
    account ??= subject.account;
    if (subject.account !== account) throw severalAccounts(line, account, subject.account);
    const id = subjectId(subject, layout);
    if (id === '') throw unnamed(line, layout);
    if (!split) {
      const before = seen.remember(id, subject.day, line);
      if (before !== undefined) throw repeated(before, line, subject);
      yield { subject, measures, repeats: [] };
      continue;
    }
    const key = `${subject.day}|${id}`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = new PartedFact(subject)));
    group.add(row);
  }
  if (cut !== null) throw cutOff(cut);
  for (const group of groups.values()) yield group.fact();
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
