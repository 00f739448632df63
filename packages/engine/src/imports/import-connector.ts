import type { Trx } from '@commerce/db';
import type { FileProof } from '@commerce/platforms';
import { sql } from 'kysely';
import type { ShopFacts } from '../access/require-shop.ts';
import { accountBehind, fileAccountId } from '../connectors/file-account-id.ts';
import type { EngineContext } from '../context.ts';
import type { FileTarget } from './file-target.ts';

/** How a connector of files is known; what its account is called, where that was said. */
function identityOf({ platform, account }: FileTarget): {
  external_account_id: string;
  name: string;
} {
  const key = account?.id ?? account?.name ?? null;
  const name = account?.name ?? [platform.name, 'files', ...(key === null ? [] : [key])].join(' ');
  return { external_account_id: fileAccountId(platform.id, key), name };
}

/** Whether an import names the account of files that nobody had named, or had known by name only. */
function namesAccount({ platform, connector, account }: FileTarget): boolean {
  if (!account || connector?.mode !== 'import') return false;
  const known = accountBehind(platform.id, connector.externalAccountId);
  return known === null || (account.id !== null && account.id !== known);
}

/**
 * The connector a file's rows belong to: the shop's account of the platform, or one for files that is made
 * now. What a file shows of the currency is remembered where nothing better is known.
 */
export async function importConnector(
  trx: Trx,
  ctx: EngineContext,
  input: { shop: ShopFacts; target: FileTarget; proof: FileProof },
): Promise<string> {
  const { shop, target, proof } = input;
  const now = ctx.now();
  const currency = proof.report.currency;
  if (target.connector) {
    await trx
      .updateTable('app_dashboard.connectors')
      .set({
        ...(namesAccount(target) && identityOf(target)),
        currency: sql<string | null>`coalesce(currency, ${currency})`,
        updated_at: now,
      })
      .where('shop_id', '=', shop.id)
      .where('id', '=', target.connector.id)
      .execute();
    return target.connector.id;
  }
  const row = await trx
    .insertInto('app_dashboard.connectors')
    .values({
      shop_id: shop.id,
      id: ctx.newId(),
      platform: target.platform.id,
      kind: target.platform.kind,
      mode: 'import',
      ...identityOf(target),
      currency,
      timezone: shop.timezone,
      created_at: now,
      updated_at: now,
    })
    // Two first imports at once meet in one connector.
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'platform', 'external_account_id'])
        .doUpdateSet({ updated_at: now }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/**
 * Says of a connector of files that it was read: only once all of the file is stored, or an import that broke off
 * would look like days without anything.
 */
export async function markImported(
  trx: Trx,
  ctx: EngineContext,
  { shopId, connectorId, from }: { shopId: string; connectorId: string; from: string | null },
): Promise<void> {
  const now = ctx.now();
  await trx
    .updateTable('app_dashboard.connectors')
    .set({
      collected_from: sql<string | null>`least(collected_from, ${from}::date)`,
      last_synced_at: now,
      updated_at: now,
    })
    .where('shop_id', '=', shopId)
    .where('id', '=', connectorId)
    .where('mode', '=', 'import')
    .execute();
}
