import type { ImportPreview } from '@commerce/engine';
import type { FileReport } from '@commerce/platforms';
import { grouped } from '../output/progress.ts';
import { table } from '../output/table.ts';

/** What was found in a file and what its import would do, for a person. */
export function reportLines(
  { report, account, connectorId, removes }: ImportPreview,
  fileName: string,
  shopName: string,
): string[] {
  const known = connectorId === null ? ' (new)' : ` (${connectorId})`;
  return [
    ...table([
      ['File', `${fileName}  (${report.format}, ${report.encoding})`],
      ['Shop', shopName],
      ['Account', account === null ? 'not said' : `${account}${known}`],
      ['Rows', `${grouped(report.rows_read)} read, ${grouped(report.rows_kept)} kept`],
      ['Days', report.range ? `${report.range.from} to ${report.range.to}` : 'none'],
      ['Currency', report.currency ?? 'several or not said'],
      ['Removes', `${rowsOnDays(removes)} that the file does not have`],
    ]),
    ...section('Skipped', skippedRows(report), [0]),
    ...section('Columns', columnRows(report)),
    ...section('Totals', totalRows(report), [1, 2]),
    ...report.warnings.flatMap((warning, at) => [...(at === 0 ? [''] : []), `Note: ${warning}`]),
  ];
}

/** `3 stored rows on 2 days`. */
export const rowsOnDays = ({ rows, days }: ImportPreview['removes']): string =>
  `${grouped(rows)} stored ${rows === 1 ? 'row' : 'rows'} on ${grouped(days)} ${days === 1 ? 'day' : 'days'}`;

/** Whether some total of the file is not what its rows add up to. */
export const totalsDiffer = ({ totals }: FileReport): boolean =>
  totals.some(({ matches }) => matches === false);

const section = (title: string, rows: string[][], right: number[] = []): string[] =>
  rows.length === 0 ? [] : ['', title, ...table(rows, right).map((line) => `  ${line}`)];

const skippedRows = ({ skipped }: FileReport): string[][] =>
  skipped.map(({ reason, count, lines }) => {
    const more = count > lines.length ? ', …' : '';
    const where = lines.length > 0 ? `line ${lines.join(', ')}${more}` : '';
    return [grouped(count), reason, where];
  });

const columnRows = ({ columns }: FileReport): string[][] => {
  const unused = columns.filter(({ field, heading }) => field === null && heading !== '');
  return [
    ...columns.flatMap(({ heading, field }) => (field === null ? [] : [[heading, '→', field]])),
    ...(unused.length > 0
      ? [['not used', '', unused.map(({ heading }) => heading).join(', ')]]
      : []),
  ];
};

const MATCH = new Map([
  [true, 'the same'],
  [false, 'DIFFERENT'],
]);

function totalRows({ totals }: FileReport): string[][] {
  if (totals.length === 0) return [];
  const stated = totals.some(({ file }) => file !== null);
  const head = stated ? [['', 'rows', "file's own", '']] : [];
  return [
    ...head,
    ...totals.map(({ field, computed, file, matches }) =>
      stated
        ? [field, computed, file ?? '', matches === null ? '' : (MATCH.get(matches) ?? '')]
        : [field, computed],
    ),
  ];
}
