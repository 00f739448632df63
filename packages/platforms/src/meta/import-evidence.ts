import { matchColumns } from '../tabular/columns.ts';
import { DayOrderEvidence } from '../tabular/dates.ts';
import type { Table } from '../tabular/table.ts';
import { IMPORT_ALIASES } from './import-columns.ts';
import type { RowEvidence } from './import-layout.ts';

/**
 * What only the rows can say. The currency is that of the first row with one in a column of its own; all must
 * agree with it. The order of day and month needs the whole column, read only where its first day has
 * the year last.
 */
export async function readEvidence(table: Table): Promise<RowEvidence> {
  const { index } = matchColumns(table.headings, IMPORT_ALIASES);
  const inRow = index.get('currency');
  const inDays = index.get('day') ?? index.get('period_start');
  const days = new DayOrderEvidence();
  let currency: string | null = null;
  let openCurrency = inRow !== undefined;
  let openDays = inDays !== undefined;
  let begun = false;
  for await (const { cells } of table.rows) {
    if (!openCurrency && !openDays) break;
    const code = openCurrency ? (cells[inRow ?? -1]?.trim() ?? '') : '';
    if (/^[A-Z]{3}$/.test(code)) [currency, openCurrency] = [code, false];
    const day = openDays ? (cells[inDays ?? -1]?.trim() ?? '') : '';
    if (day === '') continue;
    const yearLast = days.add(day);
    // A line of totals may carry a label where the others have their day.
    if (yearLast) begun = true;
    else if (!begun && /\d/.test(day)) openDays = false;
  }
  return { currency, dayOrder: days.order };
}
