import { createHash } from 'node:crypto';
import type { RawRecord } from '@commerce/core';
import type { Trx } from '../database.ts';
import { runStatement, type Tenant } from './run-statement.ts';

export interface RawOrigin extends Tenant {
  jobId: string | null;
  stream: string;
  source: 'api' | 'file' | 'webhook';
  receivedAt: Date;
}

/**
 * Keeps payloads exactly as received; one that is already known is not stored again.
 * All texts travel as the bytes of one parameter and are cut apart by the server, which spares escaping.
 */
export async function writeRaw(
  trx: Trx,
  origin: RawOrigin,
  records: readonly RawRecord[],
): Promise<void> {
  if (records.length === 0) return;
  const { bytes, starts, lengths } = packPayloads(records);
  const hashes = records.map((_, index) => {
    const start = (starts[index] as number) - 1;
    return payloadHash(bytes.subarray(start, start + (lengths[index] as number)));
  });
  await runStatement(
    trx,
    `insert into staging_ingest.raw_payloads
       (shop_id, connector_id, stream, external_id, payload_hash, payload, source, job_id, received_at)
     select $1, $2, $3, i.external_id, i.hash,
       convert_from(substr($4::bytea, i.start, i.length), 'UTF8')::json, $5, $6, $7
     from unnest($8::text[], $9::text[], $10::integer[], $11::integer[]) as i(external_id, hash, start, length)
     on conflict do nothing`,
    [
      origin.shopId,
      origin.connectorId,
      origin.stream,
      bytes,
      origin.source,
      origin.jobId,
      origin.receivedAt,
      records.map((record) => record.external_id),
      hashes,
      starts,
      lengths,
    ],
  );
}

/** One after the other in UTF-8; starts count from 1, as SQL does. */
function packPayloads(records: readonly RawRecord[]) {
  const room = records.reduce((sum, record) => sum + mostBytes(record.payload), 0);
  const bytes = Buffer.allocUnsafe(room);
  const starts: number[] = [];
  const lengths: number[] = [];
  let end = 0;
  for (const { payload } of records) {
    const length = typeof payload === 'string' ? bytes.write(payload, end, 'utf8') : payload.length;
    if (typeof payload !== 'string') bytes.set(payload, end);
    starts.push(end + 1);
    lengths.push(length);
    end += length;
  }
  return { bytes: bytes.subarray(0, end), starts, lengths };
}

const mostBytes = (payload: RawRecord['payload']): number =>
  typeof payload === 'string' ? payload.length * 3 : payload.length;

/** The first 16 bytes of the SHA-256 of the payload, base64url. */
export function payloadHash(payload: Uint8Array): string {
  return createHash('sha256').update(payload).digest().toString('base64url', 0, 16);
}
