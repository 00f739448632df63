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

/** The first line of an order carries its amounts; further lines repeat the name and add a line item. */
async function* ordersIn(
  table: Table,
  fields: readonly (OrderField | null)[],
  onSkip: (reason: string, line: number) => void,
  onRow: () => void,
): AsyncGenerator<Line[], void, void> {
  let open: Line[] = [];
  for await (const tableRow of table.rows) {
    onRow();
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
  if (open.length > 0) yield open;
}

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
}

function warnings({ refunds, taxBasis }: Assumed): string[] {
  return [
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

const pageOf = (rows: OrderRows, records: Page['records']): Page & { stream: string } => ({
  records,
  rows,
  stream: 'orders',
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
  const assumed: Assumed = { refunds: 0, taxBasis: 0 };
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
      const { order, undatedRefund, unknownTaxBasis } = csvOrder(
        lines.map(({ row }) => row),
        input.currency,
      );
      if (seen.has(order.id))
        throw new AppError('invalid_file', 'the order is in the file already');
      addOrder(rows, order, input.timezone);
      seen.add(order.id);
      records.push({ external_id: order.id, payload: rawText(table.headings, lines) });
      rowsKept += lines.length;
      assumed.refunds += undatedRefund ? 1 : 0;
      assumed.taxBasis += unknownTaxBasis ? 1 : 0;
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
