import { randomUUID } from 'node:crypto';
import type { Actor } from '@commerce/engine';
import type pg from 'pg';

/** An agency with its owner. */
export async function addAgency(pool: pg.Pool): Promise<{ agencyId: string; owner: Actor }> {
  const [agencyId, userId] = [randomUUID(), randomUUID()];
  await pool.query(`insert into app_dashboard.agencies (id, name) values ($1, 'Bench')`, [
    agencyId,
  ]);
  await pool.query(
    `insert into app_dashboard.users (id, agency_id, email, role) values ($1, $2, 'owner@bench.example', 'AGENCY_OWNER')`,
    [userId, agencyId],
  );
  const user = { id: userId, agencyId, role: 'AGENCY_OWNER', scopes: null } as const;
  return { agencyId, owner: { type: 'user', id: userId, user } };
}

/** Shops in Seoul, each with a Shopify and a Meta account that were read a moment ago. */
export async function addShops(pool: pg.Pool, agencyId: string, count: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `with made as (
       insert into app_dashboard.shops (agency_id, name, currency, timezone)
       select $1, 'Bench ' || n, 'KRW', 'Asia/Seoul' from generate_series(1, $2::integer) n
       returning id
     ),
     connected as (
       insert into app_dashboard.connectors
         (shop_id, platform, kind, mode, external_account_id, name, currency, timezone, collected_from, last_synced_at, next_sync_at)
       select id, p.platform, p.kind, 'api', id || p.platform, p.platform, 'KRW', 'Asia/Seoul', current_date - 1000, now(), now() + interval '1 day'
       from made cross join (values ('shopify', 'sales'), ('meta', 'ads')) p (platform, kind)
     )
     select id from made`,
    [agencyId, count],
  );
  return rows.map(({ id }) => id);
}
