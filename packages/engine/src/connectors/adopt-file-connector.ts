import type { Trx } from '@commerce/db';
import type { AccountInfo } from '@commerce/platforms';
import type { EngineContext } from '../context.ts';

/** The account name of rows that came from files before any account was connected. */
export const fileAccountId = (platform: string): string => `file:${platform}`;

/**
 * Rows of imported files and of the account now connected are the same facts under the same ids: the
 * connector of the files becomes the account's, or every order would count twice.
 */
export async function adoptFileConnector(
  trx: Trx,
  ctx: EngineContext,
  shopId: string,
  platform: string,
  account: AccountInfo,
): Promise<boolean> {
  const known = await trx
    .selectFrom('app_dashboard.connectors')
    .select('id')
    .where('shop_id', '=', shopId)
    .where('platform', '=', platform)
    .where('external_account_id', '=', account.external_account_id)
    .executeTakeFirst();
  if (known) return false;
  const result = await trx
    .updateTable('app_dashboard.connectors')
    .set({
      external_account_id: account.external_account_id,
      last_synced_at: null,
      updated_at: ctx.now(),
    })
    .where('shop_id', '=', shopId)
    .where('platform', '=', platform)
    .where('external_account_id', '=', fileAccountId(platform))
    .where('mode', '=', 'import')
    .where((eb) => eb.or([eb('currency', 'is', null), eb('currency', '=', account.currency)]))
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
