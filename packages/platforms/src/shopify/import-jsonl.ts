import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, PlatformError } from '@commerce/core';
import type { FileInput, FileProof } from '../platform/file-import.ts';
import type { Page } from '../platform/stream.ts';
import { OrderFileReport } from './import-report.ts';
import { mapOrders, textOf, type WholeOrder } from './map.ts';
import { mapInTurns } from './map-in-turns.ts';
import { assemble, type AssemblyProof, UnplacedLine } from './reassembly/assemble.ts';
import { byteKeys, lineKeys } from './reassembly/line-keys.ts';
import { readLines } from './reassembly/lines.ts';
import { ORDER_SHAPE } from './reassembly/shape.ts';

const ORDERS_PER_PAGE = 1_000;
const CHUNK_BYTES = 1024 * 1024;

const bytesOf = (path: string): AsyncIterable<Uint8Array> =>
  createReadStream(path, { highWaterMark: CHUNK_BYTES });

const nothing = async (): Promise<void> => undefined;

/** Numbers of the lines a test picks, for messages; reads the file once more. */
async function findLines(path: string, fits: (line: Buffer) => boolean): Promise<number[]> {
  const found: number[] = [];
  await readLines(
    bytesOf(path),
    (line, number) => {
      if (fits(line)) found.push(number);
    },
    nothing,
  );
  return found;
}

async function hopeless(path: string, error: UnplacedLine): Promise<AppError> {
  const line = Buffer.from(error.line, 'utf8');
  const number = error.number ?? (await findLines(path, (other) => other.equals(line)))[0] ?? null;
  const where = error.number === null && number !== null ? `Line ${number}: ` : '';
  return new AppError(
    'invalid_file',
    `${where}${error.message}. The file is incomplete or is not the result of an orders bulk operation; nothing was stored. Download it again and import the whole file`,
    { details: { line: number, text: error.line.slice(0, 200) }, cause: error },
  );
}

/** Maps a batch; orders that cannot be read are left out and named. */
function mapReadable(
  orders: readonly WholeOrder[],
  timezone: string,
  onUnreadable: (order: WholeOrder, error: PlatformError) => void,
): Page {
  try {
    return mapOrders(orders, timezone);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
  }
  const readable = orders.filter((order) => {
    try {
      mapOrders([order], timezone);
      return true;
    } catch (error) {
      if (!(error instanceof PlatformError)) throw error;
      onUnreadable(order, error);
      return false;
    }
  });
  return mapOrders(readable, timezone);
}

async function skipUnreadable(
  path: string,
  unreadable: ReadonlyMap<string, string>,
  report: OrderFileReport,
): Promise<void> {
  if (unreadable.size === 0) return;
  const numbers = new Map<string, number>();
  await readLines(
    bytesOf(path),
    (line, number) => {
      const { parentKey, key } = byteKeys(line);
      if (parentKey === '' && unreadable.has(key)) numbers.set(key, number);
    },
    nothing,
  );
  for (const [key, reason] of unreadable) report.skip(reason, numbers.get(key) ?? null);
}

const reasonOf = ({ message }: PlatformError): string => message.split(';')[0] as string;

/**
 * Reads the result of an orders bulk operation, flat or grouped, like the API's own download.
 * @throws AppError `invalid_file` with a line number when a line cannot be placed or no order is readable
 */
export async function* readOrdersJsonl(
  input: FileInput,
): AsyncGenerator<Page & { stream: string }, FileProof, void> {
  const report = new OrderFileReport();
  const unreadable = new Map<string, string>();
  const { size } = await stat(input.path);
  const objects = assemble(bytesOf(input.path), {
    shape: ORDER_SHAPE,
    scratchDir: join(input.scratchDir, 'orders'),
    size,
    batch: ORDERS_PER_PAGE,
  });
  let proof: AssemblyProof;
  try {
    for (;;) {
      const next = await objects.next();
      if (next.done) {
        proof = next.value;
        break;
      }
      const page = await mapInTurns(next.value, (orders) =>
        mapReadable(orders, input.timezone, (order, error) =>
          unreadable.set(lineKeys(textOf(order)).key, reasonOf(error)),
        ),
      );
      report.keep(page.rows.orders ?? []);
      if (page.records.length > 0) yield { ...page, stream: 'orders' };
    }
  } catch (error) {
    throw error instanceof UnplacedLine ? await hopeless(input.path, error) : error;
  } finally {
    await objects.return({} as AssemblyProof);
  }
  await skipUnreadable(input.path, unreadable, report);
  if (report.kept === 0) throw noOrders(report);
  if (proof.repeated > 0) {
    report.warnings.push(`${proof.repeated} orders are in the file twice; the last one was taken`);
  }
  const about = { format: 'shopify-bulk-jsonl', encoding: 'utf-8', columns: [] };
  const rows = { rows_read: proof.lines, rows_kept: proof.lines - unreadable.size };
  return { report: report.finish({ ...about, ...rows }), stream: 'orders', replaces: null };
}

function noOrders(report: OrderFileReport): AppError {
  const [first] = report.skipped;
  const why = first ? `: line ${first.lines[0] ?? '?'}: ${first.reason}` : '';
  return new AppError(
    'invalid_file',
    `The file holds no order that can be read${why}. Nothing was stored`,
    {
      details: { skipped: report.skipped },
    },
  );
}
