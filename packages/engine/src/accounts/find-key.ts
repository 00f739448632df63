import type { Role } from '@commerce/core';
import { type Db, shareTrips } from '@commerce/db';
import { sql } from 'kysely';

/** A key that may be used, with the person it acts for. */
export interface KeyRecord {
  key_hash: string;
  id: string;
  name: string;
  scopes: string[];
  expires_at: Date | null;
  last_used_at: Date | null;
  user_id: string;
  agency_id: string;
  role: Role;
}

/** The key with a hash as it is in the database at this moment or later; those asked for at once are looked up together. */
export const findKey = shareTrips(loadKeys);

async function loadKeys(db: Db, hashes: readonly string[]): Promise<(KeyRecord | undefined)[]> {
  // Every request of a program starts here: building the query in TypeScript would cost as much as running it.
  const { rows } = await sql<KeyRecord>`
    select k.key_hash, k.id, k.name, k.scopes, k.expires_at, k.last_used_at, u.id as user_id, u.agency_id, u.role
    from app_dashboard.api_keys k
    join app_dashboard.users u on u.id = k.user_id
    where k.key_hash = any(${hashes}::text[]) and k.revoked_at is null and u.disabled_at is null`.execute(
    db,
  );
  const found = new Map(rows.map((row) => [row.key_hash, row]));
  return hashes.map((hash) => found.get(hash));
}
