import type { Db } from '@commerce/db';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';

interface AccountKey {
  shopId: string;
  connectorId: string;
}

/**
 * Takes over judging an account with the data it has now. Whoever claimed it before and has not written yet
 * finds the claim gone and writes nothing.
 * @param seen only when nobody judged since: the moment read from the cursor, null for none; left out: in any case
 * @returns what the claim is known by, or null when somebody was quicker
 */
export async function claimJudgement(
  ctx: Pick<EngineContext, 'db' | 'now'>,
  key: AccountKey,
  seen?: Date | null,
): Promise<Date | null> {
  const { rows } = await sql<{ judged_at: Date }>`
    insert into app_dashboard.rule_cursors as k (shop_id, connector_id, judged_sync_at, judged_at)
    select shop_id, id, last_synced_at, ${ctx.now()}::timestamptz
    from app_dashboard.connectors where shop_id = ${key.shopId}::uuid and id = ${key.connectorId}::uuid
    on conflict (shop_id, connector_id) do update
    set judged_sync_at = excluded.judged_sync_at,
      judged_at = greatest(excluded.judged_at, k.judged_at + interval '1 millisecond')
    where ${seen === undefined}::boolean or k.judged_at = ${seen ?? null}::timestamptz
    returning judged_at`.execute(ctx.db);
  return rows[0]?.judged_at ?? null;
}

/** Whether the claim still holds; if so nobody else takes it before the transaction ends. */
export async function holdsClaim(trx: Db, key: AccountKey, claim: Date): Promise<boolean> {
  const { rows } = await sql`
    select from app_dashboard.rule_cursors
    where shop_id = ${key.shopId}::uuid and connector_id = ${key.connectorId}::uuid and judged_at = ${claim}::timestamptz
    for update`.execute(trx);
  return rows.length > 0;
}

/** The account is due again: its judgement failed. */
export async function dropClaim(
  ctx: Pick<EngineContext, 'db'>,
  key: AccountKey,
  claim: Date,
): Promise<void> {
  await sql`
    update app_dashboard.rule_cursors set judged_sync_at = null, judged_at = judged_at - interval '1 day'
    where shop_id = ${key.shopId}::uuid and connector_id = ${key.connectorId}::uuid and judged_at = ${claim}::timestamptz`.execute(
    ctx.db,
  );
}
