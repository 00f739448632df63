import { AppError } from '@commerce/core';
import type { FileAccounts } from '../platform/file-import.ts';
import { matchColumns } from '../tabular/columns.ts';
import { openTable } from '../tabular/open-table.ts';
import { accountNumber } from './account-number.ts';
import { IMPORT_ALIASES, isTotalLabel } from './import-columns.ts';
import { importTable } from './import-layout.ts';

/** Ads Manager adds the account to a report when its columns are chosen. */
export const accounts: FileAccounts = {
  idOf: accountNumber,
  async stated({ path }) {
    const table = await openTable(path, importTable);
    const { index } = matchColumns(table.headings, IMPORT_ALIASES);
    const [inId, inName] = [index.get('account_id') ?? -1, index.get('account_name') ?? -1];
    if (inId < 0 && inName < 0) return null;
    for await (const { line, cells } of table.rows) {
      const text = (column: number) => (cells[column] ?? '').trim();
      const [id, name] = [accountNumber(text(inId)), text(inName)];
      // A line of totals may carry a label in its first column, whichever that is.
      if ([id, name].some(isTotalLabel) || (id === '' && name === '')) continue;
      if (id !== '' && !/^\d+$/.test(id)) throw unreadable(line, id);
      return { id: id || null, name: name || null };
    }
    return null;
  },
};

function unreadable(line: number, id: string): AppError {
  return new AppError(
    'invalid_file',
    `Line ${line}: "${id.slice(0, 40)}" is not the number of an ad account. Import the file as Meta exported it, without saving it again. Nothing was stored.`,
    { details: { line } },
  );
}
