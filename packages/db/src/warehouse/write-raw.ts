import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { RawRecord } from '@commerce/core';
import type { Trx } from '../database.ts';
import { copyPayloads, type HashedPayload } from './copy-payloads.ts';
import { runStatement, type Tenant } from './run-statement.ts';

export interface RawOrigin extends Tenant {
  jobId: string | null;
  stream: string;
  source: 'api' | 'file' | 'webhook';
  receivedAt: Date;
}

/**
 * Keeps payloads exactly as received; one that is already known is not stored again. The caller holds
 * the connector's lock, so that nobody else stores one meanwhile.
 */
export async function writeRaw(
  trx: Trx,
  origin: RawOrigin,
  records: readonly RawRecord[],
): Promise<void> {
  if (records.length === 0) return;
  // The statement before is on its way while the payloads are hashed.
  await turn();
  const payloads = distinctPayloads(records);
  const known = await knownPayloads(trx, origin, payloads);
  const fresh = known.size === 0 ? payloads : payloads.filter((_, index) => !known.has(index));
  if (fresh.length > 0) await copyPayloads(trx, origin, fresh);
}

function distinctPayloads(records: readonly RawRecord[]): HashedPayload[] {
  const distinct = new Map<string, HashedPayload>();
  for (const { external_id, payload } of records) {
    const bytes = typeof payload === 'string' ? Buffer.from(payload, 'utf8') : payload;
    const hash = payloadHash(bytes);
    distinct.set(`${hash}${external_id}`, { externalId: external_id, hash, bytes });
  }
  return [...distinct.values()];
}

/** Positions of those that are stored. */
async function knownPayloads(
  trx: Trx,
  origin: RawOrigin,
  payloads: readonly HashedPayload[],
): Promise<Set<number>> {
  const { rows } = await runStatement<{ position: number }>(
    trx,
    `select i.position::integer - 1 as position
     from unnest($4::text[], $5::text[]) with ordinality as i(external_id, hash, position)
     cross join lateral (
       select from staging_ingest.raw_payloads r
       where r.shop_id = $1 and r.connector_id = $2 and r.stream = $3
         and r.external_id = i.external_id and r.payload_hash = i.hash
       offset 0
     ) stored`,
    [
      origin.shopId,
      origin.connectorId,
      origin.stream,
      payloads.map(({ externalId }) => externalId),
      payloads.map(({ hash }) => hash),
    ],
  );
  return new Set(rows.map(({ position }) => position));
}

/** The first 16 bytes of the SHA-256 of the payload, base64url. */
function payloadHash(payload: Uint8Array): string {
  return createHash('sha256').update(payload).digest().toString('base64url', 0, 16);
}
