import { AppError } from '@commerce/core';
import type { FileInput, FileProof } from '../platform/file-import.ts';
import type { Page } from '../platform/stream.ts';
import { openTable } from '../tabular/open-table.ts';
import type { Table, TableRow } from '../tabular/table.ts';
import { fieldOf, isOrderHeading, type OrderField } from './csv-columns.ts';
import type { CsvRow } from './csv-cells.ts';
import { csvOrder } from './csv-order.ts';
import { OrderFileReport } from './import-report.ts';
import { addOrder, noRows, type OrderRows } from './map.ts';

const ORDERS_PER_PAGE = 1_000;

interface Line {
  number: number;
  cells: readonly string[];
  row: CsvRow;
}

function toLine({ line, cells }: TableRow, fields: readonly (OrderField | null)[]): Line {
  const row: CsvRow = {};
  for (const [index, field] of fields.entries()) {
    const cell = cells[index]?.replaceAll('\0', '').trim();
    if (field !== null && cell !== undefined && cell !== '') row[field] = cell;
  }
  return { number: line, cells, row };
}

const REPEATED = ['name', 'id', 'createdAt', 'total'] as const;

/** Some programs fill the order's own cells down into all of its lines. */
const isFilledDown = ({ row }: Line, head: Line | undefined): boolean =>
  head !== undefined && REPEATED.every((field) => row[field] === head.row[field]);

const isCopy = ({ cells }: Line, lines: readonly Line[]): boolean =>
  lines.some((other) => other.cells.join('\0') === cells.join('\0'));

/**
 * The first line of an order carries its amounts; further lines repeat the name and add a line item.
 * @throws AppError `invalid_file` when the last line alone is short: its last figure may have lost digits
 */
async function* ordersIn(
  table: Table,
  fields: readonly (OrderField | null)[],
  onSkip: (reason: string, line: number) => void,
  onRow: () => void,
): AsyncGenerator<Line[], void, void> {
  let open: Line[] = [];
  const short: number[] = [];
  let last = 0;
  for await (const tableRow of table.rows) {
    onRow();
    last = tableRow.line;
    if (tableRow.cells.length < table.headings.length) short.push(last);
    const line = toLine(tableRow, fields);
    if (line.row.name === undefined) {
      onSkip('no order name', line.number);
    } else if (line.row.total === undefined && line.row.name === open[0]?.row.name) {
      open.push(line);
    } else if (isFilledDown(line, open[0])) {
      if (isCopy(line, open)) onSkip('the order is in the file already', line.number);
      else open.push(line);
    } else if (line.row.total !== undefined) {
      if (open.length > 0) yield open;
      open = [line];
    } else {
      onSkip('line of an order whose first line is missing', line.number);
    }
  }
  if (table.delimiter !== null && short.length === 1 && short[0] === last) throw cutOff(last);
  if (open.length > 0) yield open;
}

const cutOff = (line: number): AppError =>
  new AppError(
    'invalid_file',
    `Line ${line}: the last line ends before its last column, so the file may be cut off. Nothing was stored; export the orders again from the Shopify admin`,
    { details: { line } },
  );

/** The export's own cells, line by line, under their headings. */
const rawText = (headings: readonly string[], lines: readonly Line[]): string =>
  JSON.stringify({
    csv: lines.map(({ cells }) =>
      Object.fromEntries(headings.map((heading, index) => [heading, cells[index] ?? ''])),
    ),
  });

interface Assumed {
  refunds: number;
  taxBasis: number;
  withoutId: number;
  lostLines: number;
}

function warnings({ refunds, taxBasis, withoutId, lostLines }: Assumed): string[] {
  return [
    ...(withoutId > 0
      ? [
          `${withoutId} orders have no Id in this file and are known by their name only; once this shop is connected, its orders of the same names take their place`,
        ]
      : []),
    ...(lostLines > 0
      ? [
          `${lostLines} orders are worth more than their lines in this file, so lines may be missing; the rest is counted as goods without a name`,
        ]
      : []),
    ...(refunds > 0
      ? [
          `${refunds} refunds carry no date in this file; they are counted on the day of their order`,
        ]
      : []),
    ...(taxBasis > 0
      ? [
          `For ${taxBasis} orders the amounts do not show whether prices contain tax; what does not add up is kept as an adjustment`,
        ]
      : []),
  ];
}

const isNamedOnly = (id: string): boolean => id.startsWith('csv:');

/** An order under a second id, or twice under one, would count twice. */
function refuseTwin(id: string, seen: ReadonlySet<string>, { options }: FileInput): void {
  const refuse = (reason: string) => new AppError('invalid_file', reason);
  if (seen.has(id)) throw refuse('the order is in the file already');
  if (isNamedOnly(id) && options.account_id !== undefined) {
    throw refuse(
      'the order has no Id, so it would count beside the same order of the connected shop',
    );
  }
}

const pageOf = (rows: OrderRows, records: Page['records']): Page & { stream: string } => ({
  records,
  rows,
  stream: 'orders',
  undated: true,
});

/**
 * Reads the order export of the Shopify admin (CSV, or saved again as XLSX).
 * @throws AppError `invalid_file` with line numbers when it is no such export or no order is readable
 */
export async function* readOrdersCsv(
  input: FileInput,
): AsyncGenerator<Page & { stream: string }, FileProof, void> {
  const table = await openTable(input.path, {
    isHeading: isOrderHeading,
    expects: 'the columns Name, Created at, Total and Lineitem name of the Shopify order export',
  });
  const fields = table.headings.map(fieldOf);
  const report = new OrderFileReport();
  const assumed: Assumed = { refunds: 0, taxBasis: 0, withoutId: 0, lostLines: 0 };
  let rowsRead = 0;
  let rowsKept = 0;
  const seen = new Set<string>();
  let rows = noRows();
  let records: Page['records'] = [];
  const groups = ordersIn(
    table,
    fields,
    (reason, line) => report.skip(reason, line),
    () => (rowsRead += 1),
  );
  for await (const lines of groups) {
    try {
      const { order, undatedRefund, unknownTaxBasis, lostLines } = csvOrder(
        lines.map(({ row }) => row),
        input.currency,
      );
      refuseTwin(order.id, seen, input);
      addOrder(rows, order, input.timezone);
      seen.add(order.id);
      records.push({ external_id: order.id, payload: rawText(table.headings, lines) });
      rowsKept += lines.length;
      assumed.refunds += Number(undatedRefund);
      assumed.taxBasis += Number(unknownTaxBasis);
      assumed.lostLines += Number(lostLines);
      assumed.withoutId += Number(isNamedOnly(order.id));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      for (const { number } of lines) report.skip(error.message, number);
    }
    if (records.length < ORDERS_PER_PAGE) continue;
    report.keep(rows.orders);
    yield pageOf(rows, records);
    rows = noRows();
    records = [];
  }
  report.keep(rows.orders);
  if (report.kept === 0) throw hopeless(report);
  if (records.length > 0) yield pageOf(rows, records);
  report.warnings.push(...warnings(assumed));
  return {
    report: report.finish({
      format: 'shopify-orders-csv',
      encoding: table.encoding,
      columns: table.headings.map((heading, index) => ({ heading, field: fields[index] ?? null })),
      rows_read: rowsRead,
      rows_kept: rowsKept,
    }),
    stream: 'orders',
    replaces: null,
  };
}

function hopeless(report: OrderFileReport): AppError {
  const shown = report.skipped
    .slice(0, 3)
    .map(({ reason, lines }) => `line ${lines.slice(0, 3).join(', ')}: ${reason}`);
  return new AppError(
    'invalid_file',
    `No order in this file can be read${shown.length > 0 ? ` (${shown.join('; ')})` : ''}. Nothing was stored; export the orders again from the Shopify admin`,
    { details: { skipped: report.skipped } },
  );
}
