import type { Trx } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import { putSecret, replaceCredentials, TOKEN_CACHE } from '../connectors/credential-store.ts';
import type { EngineContext } from '../context.ts';
import { insertJob } from '../sync/insert-job.ts';
import type { ProvenAccount } from './prove-account.ts';

/** Stores a proven account as the first of its platform in a new shop and queues its history. */
export async function attachAccount(
  trx: Trx,
  ctx: EngineContext,
  shopId: string,
  proven: ProvenAccount,
): Promise<void> {
  const { platform, account } = proven;
  const now = ctx.now();
  const connector = { shopId, id: ctx.newId(), lastSyncedAt: null };
  await trx
    .insertInto('app_dashboard.connectors')
    .values({
      shop_id: shopId,
      id: connector.id,
      platform: platform.id,
      kind: platform.kind,
      mode: 'api',
      external_account_id: account.external_account_id,
      name: account.name,
      currency: account.currency,
      timezone: account.timezone,
      config: JSON.stringify(proven.config),
      simulated: proven.simulated,
      status_message: account.warnings.join(' ') || null,
      next_sync_at: now,
      created_at: now,
      updated_at: now,
    })
    .execute();
  await replaceCredentials(trx, ctx, connector, proven.credentials);
  if (proven.token) {
    await putSecret(trx, ctx, connector, {
      name: TOKEN_CACHE,
      value: { ...proven.token },
      hint: null,
      expiresAt: proven.token.expires_at,
    });
  }
  await recordAudit(trx, ctx, {
    action: 'connector.connect',
    shopId,
    targetType: 'connector',
    targetId: connector.id,
    after: {
      platform: platform.id,
      mode: 'api',
      account: account.external_account_id,
      name: account.name,
      simulated: proven.simulated,
    },
  });
  await insertJob(trx, ctx, connector, { kind: 'HISTORICAL_INIT', range: null });
}
