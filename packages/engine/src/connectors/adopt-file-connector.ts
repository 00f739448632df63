import type { Trx } from '@commerce/db';
import type { AccountInfo } from '@commerce/platforms';
import type { EngineContext } from '../context.ts';
import { fileAccountId } from './file-account-id.ts';

/**
 * Rows of imported files and of the account now connected are the same facts under the same ids: the
 * connector of the files becomes the account's, or every order would count twice. Files that name the account
 * come before those of which nobody knows whose they are.
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
  const { external_account_id: id, name } = account;
  const [files] = await trx
    .selectFrom('app_dashboard.connectors')
    .select('id')
    .where('shop_id', '=', shopId)
    .where('platform', '=', platform)
    .where('external_account_id', 'in', [
      fileAccountId(platform, id),
      fileAccountId(platform, name),
      fileAccountId(platform),
    ])
    .where('mode', '=', 'import')
    .where((eb) => eb.or([eb('currency', 'is', null), eb('currency', '=', account.currency)]))
    .orderBy((eb) => eb('external_account_id', '=', fileAccountId(platform, id)), 'desc')
    .orderBy((eb) => eb('external_account_id', '=', fileAccountId(platform, name)), 'desc')
    .limit(1)
    .execute();
  if (!files) return false;
  await trx
    .updateTable('app_dashboard.connectors')
    .set({
      external_account_id: id,
      last_synced_at: null,
      updated_at: ctx.now(),
    })
    .where('shop_id', '=', shopId)
    .where('id', '=', files.id)
    .execute();
  return true;
}
