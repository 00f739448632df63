import { dayOf } from '@commerce/core';
import { withSystem, writePage } from '@commerce/db';
import { type EngineContext, recordAudit } from '@commerce/engine';
import type { WorldSettings } from '../simulators/world-settings.ts';
import { KEYWORD_ACCOUNT, keywordAccount, keywordDays } from './keyword-account.ts';

/**
 * Gives a shop a search account of made-up rows, and brings it up to yesterday. No platform stands behind it, so
 * it is a fixture: nothing can be read from it or written to it.
 */
export async function seedKeywordAccount(
  ctx: EngineContext,
  shopId: string,
  { seed, historyDays }: Pick<WorldSettings, 'seed' | 'historyDays'>,
): Promise<void> {
  const now = ctx.now();
  const range = keywordDays(dayOf(now, KEYWORD_ACCOUNT.timezone), historyDays);
  const rows = keywordAccount(seed, range);
  const count = rows.metrics?.length ?? 0;
  await withSystem(ctx.db, async (trx) => {
    const { platform, externalId, name, currency, timezone } = KEYWORD_ACCOUNT;
    const facts = { last_synced_at: now, updated_at: now };
    const { id: connectorId, created_at: createdAt } = await trx
      .insertInto('app_dashboard.connectors')
      .values({
        shop_id: shopId,
        id: ctx.newId(),
        platform,
        kind: 'ads',
        mode: 'fixture',
        external_account_id: externalId,
        name,
        currency,
        timezone,
        simulated: true,
        collected_from: range.from,
        created_at: now,
        ...facts,
      })
      .onConflict((conflict) =>
        conflict.columns(['shop_id', 'platform', 'external_account_id']).doUpdateSet(facts),
      )
      .returning(['id', 'created_at'])
      .executeTakeFirstOrThrow();
    if (createdAt.getTime() === now.getTime()) {
      await recordAudit(trx, ctx, {
        action: 'connector.connect',
        shopId,
        targetType: 'connector',
        targetId: connectorId,
        after: { platform, mode: 'fixture', account: externalId, name },
      });
    }
    const input = { shopId, connectorId, jobId: null, stream: 'fixture', source: 'api' } as const;
    await writePage(trx, { ...input, receivedAt: now, page: { records: [], rows } });
    // Reports count the days of an account without an API by what was put in.
    const put = { range_to: range.to, rows_read: count, rows_kept: count, imported_at: now };
    await trx
      .insertInto('app_dashboard.imports')
      .values({
        shop_id: shopId,
        id: connectorId,
        connector_id: connectorId,
        file_name: 'demo',
        file_sha256: 'demo',
        format: 'fixture',
        range_from: range.from,
        imported_by: ctx.actor.id,
        ...put,
      })
      .onConflict((conflict) => conflict.columns(['shop_id', 'id']).doUpdateSet(put))
      .execute();
  });
}
