import type { Trx } from '../database.ts';
import { copyIn } from './copy-in.ts';
import type { RawOrigin } from './write-raw.ts';

export interface HashedPayload {
  externalId: string;
  hash: string;
  /** JSON text in UTF-8, as received. */
  bytes: Uint8Array;
}

const COLUMNS = [
  'shop_id',
  'connector_id',
  'stream',
  'source',
  'job_id',
  'received_at',
  'external_id',
  'payload_hash',
  'payload',
];

// https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format": signature, flags, header extension.
const HEADER = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.from([0xff, 0xff]);
/** 2000-01-01T00:00:00Z, where Postgres counts from. */
const EPOCH_MS = 946_684_800_000;
const CHUNK_BYTES = 256 * 1024;

/**
 * Adds payloads that are not stored yet. Binary: text would have to escape every backslash of the JSON,
 * and the server to undo that.
 */
export async function copyPayloads(
  trx: Trx,
  origin: RawOrigin,
  payloads: readonly HashedPayload[],
): Promise<void> {
  const target = `staging_ingest.raw_payloads (${COLUMNS.join(', ')})`;
  await copyIn(trx, target, 'binary', chunksOf(origin, payloads));
}

function* chunksOf(origin: RawOrigin, payloads: readonly HashedPayload[]): Generator<Buffer> {
  const same = sameFields(origin);
  yield HEADER;
  let parts: Uint8Array[] = [];
  let size = 0;
  for (const { externalId, hash, bytes } of payloads) {
    const own = [same, textField(externalId), textField(hash), lengthOf(bytes), bytes];
    for (const part of own) {
      parts.push(part);
      size += part.length;
    }
    if (size < CHUNK_BYTES) continue;
    yield Buffer.concat(parts, size);
    parts = [];
    size = 0;
  }
  yield Buffer.concat([...parts, TRAILER]);
}

/** How many columns follow, and those that have one value for all rows. */
function sameFields({ shopId, connectorId, stream, source, jobId, receivedAt }: RawOrigin): Buffer {
  const count = Buffer.alloc(2);
  count.writeInt16BE(COLUMNS.length);
  const microseconds = Buffer.alloc(8);
  microseconds.writeBigInt64BE(BigInt(receivedAt.getTime() - EPOCH_MS) * 1000n);
  return Buffer.concat([
    count,
    field(uuidBytes(shopId)),
    field(uuidBytes(connectorId)),
    textField(stream),
    textField(source),
    jobId === null ? NULL : field(uuidBytes(jobId)),
    field(microseconds),
  ]);
}

const NULL = Buffer.from([0xff, 0xff, 0xff, 0xff]);

const uuidBytes = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');

function lengthOf(bytes: Uint8Array): Buffer {
  const length = Buffer.allocUnsafe(4);
  length.writeInt32BE(bytes.length);
  return length;
}

const field = (bytes: Uint8Array): Buffer => Buffer.concat([lengthOf(bytes), bytes]);

const textField = (text: string): Buffer => field(Buffer.from(text, 'utf8'));
