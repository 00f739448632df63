import type { Trx } from '@commerce/db';
import type { FileProof } from '@commerce/platforms';
import { sql } from 'kysely';
import type { ShopFacts } from '../access/require-shop.ts';
import { fileAccountId } from '../connectors/adopt-file-connector.ts';
import type { EngineContext } from '../context.ts';
import type { FileTarget } from './file-target.ts';

/**
 * The connector a file's rows belong to: the shop's account of the platform, or one for files that is made
 * now. What a file shows of currency and first day is remembered where nothing better is known.
 */
export async function importConnector(
  trx: Trx,
  ctx: EngineContext,
  input: { shop: ShopFacts; target: FileTarget; proof: FileProof },
): Promise<string> {
  const { shop, target, proof } = input;
  const now = ctx.now();
  const currency = proof.report.currency;
  const from = proof.report.range?.from ?? null;
  if (target.connector) {
    await trx
      .updateTable('app_dashboard.connectors')
      .set({
        currency: sql<string | null>`coalesce(currency, ${currency})`,
        collected_from: sql<
          string | null
        >`case when mode = 'import' then least(collected_from, ${from}::date) else collected_from end`,
        last_synced_at: sql<Date | null>`case when mode = 'import' then ${now}::timestamptz else last_synced_at end`,
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
      external_account_id: fileAccountId(target.platform.id),
      name: `${target.platform.name} files`,
      currency,
      timezone: shop.timezone,
      collected_from: from,
      last_synced_at: now,
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
