import { completeReads, type CompleteReads } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { type RawBuilder, sql } from 'kysely';
import type { AdAccount } from './ad-account.ts';

/** An account was known from one instant on as it stood at another. */
type Read = { known: string; until: string };

/**
 * How an account was read completely since an instant, and since when it is read at all (epoch milliseconds).
 * Finished jobs are kept for a few days only; before them the moments at which figures of campaigns or of the
 * account arrived stand for the reads that brought them.
 * @param since null: only the last one, for a judgement of now
 */
export async function loadReads(
  trx: Trx,
  account: AdAccount,
  since: Date | null,
): Promise<{ reads: CompleteReads; recordedFrom: number | null }> {
  const reads: { known: number; until: number }[] = [];
  if (account.mode === 'import') await add(fileReads(account));
  else {
    if (since) await add(jobReads(account, since));
    const last = account.lastSyncedAt?.getTime();
    if (last !== undefined && !reads.some(({ until }) => until === last)) {
      reads.push({ known: last, until: last });
    }
  }
  return { reads: completeReads(reads), recordedFrom: await firstRead(trx, account) };

  async function add(query: RawBuilder<Read>): Promise<void> {
    for (const { known, until } of (await query.execute(trx)).rows) {
      reads.push({ known: Number(known), until: Number(until) });
    }
  }
}

const milliseconds = (instant: RawBuilder<unknown>) =>
  sql`trim_scale(extract(epoch from ${instant}) * 1000)::text`;

/** A job tells how things stood when it began, and is known when it ended. */
const jobReads = ({ shopId, id }: AdAccount, since: Date) => sql<Read>`
  with jobs as (
    select coalesce(started_at, created_at) as at, finished_at, kind from app_dashboard.sync_jobs
    where shop_id = ${shopId}::uuid and connector_id = ${id}::uuid and status = 'SUCCEEDED' and kind <> 'HISTORICAL_REBUILD'
  ),
  arrivals as (
    select observed_at as at from core_warehouse.metrics_daily
    where shop_id = ${shopId}::uuid and connector_id = ${id}::uuid and level in ('account', 'campaign')
      and day >= ${since}::date - 1 and observed_at >= ${since}::timestamptz
    union
    select observed_at from core_warehouse.metrics_daily_versions
    where shop_id = ${shopId}::uuid and connector_id = ${id}::uuid and level in ('account', 'campaign')
      and day >= ${since}::date - 1 and observed_at >= ${since}::timestamptz
  )
  select ${milliseconds(sql`coalesce(finished_at, at)`)} as known, ${milliseconds(sql`at`)} as until from jobs
  union
  select ${milliseconds(sql`at`)}, ${milliseconds(sql`at`)} from arrivals
  where at < coalesce((select min(at) from jobs where kind = 'INCREMENTAL'), 'infinity'::timestamptz)`;

/** A file tells nothing after its last day, whenever it was imported. */
const fileReads = ({ shopId, id, timezone }: AdAccount) => sql<Read>`
  select ${milliseconds(sql`imported_at`)} as known,
    ${milliseconds(sql`least(coalesce(file_written_at, imported_at), (range_to + 1)::timestamp at time zone ${timezone}::text)`)} as until
  from app_dashboard.imports
  where shop_id = ${shopId}::uuid and connector_id = ${id}::uuid and range_to is not null`;

async function firstRead(trx: Trx, { shopId, id }: AdAccount): Promise<number | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select least(
      (select min(first_observed_at) from core_warehouse.metrics_daily
        where shop_id = ${shopId}::uuid and connector_id = ${id}::uuid and level = l.level),
      (select min(observed_at) from core_warehouse.metrics_daily_versions
        where shop_id = ${shopId}::uuid and connector_id = ${id}::uuid and level = l.level)) as at
    from unnest(array['account', 'campaign', 'adset', 'ad', 'keyword']) as l(level)
    where exists (select from core_warehouse.metrics_daily m
      where m.shop_id = ${shopId}::uuid and m.connector_id = ${id}::uuid and m.level = l.level)
    order by array_position(array['account', 'campaign', 'adset', 'ad', 'keyword'], l.level)
    limit 1`.execute(trx);
  return rows[0]?.at?.getTime() ?? null;
}
