import { type JobKind, type JsonObject, noteTexts } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { insertJob } from '../sync/insert-job.ts';
import { adoptFileConnector } from './adopt-file-connector.ts';
import { type ConnectorRecord, loadConnector } from './connector-record.ts';
import { putSecret, replaceCredentials, TOKEN_CACHE } from './credential-store.ts';
import type { ProvenAccount } from './prove-account.ts';

export interface StoredAccount {
  connectorId: string;
  /** False when the account was connected to this shop before and got new credentials. */
  created: boolean;
  job: { id: string; kind: JobKind };
}

/**
 * Stores a proven account in a shop: its connector, the credentials in place of older ones, the token the
 * platform issued, the audit row and the next read, which is the whole history for an account never read.
 */
export async function storeAccount(
  trx: Trx,
  ctx: EngineContext,
  shopId: string,
  proven: ProvenAccount,
): Promise<StoredAccount> {
  const { platform, account, token } = proven;
  const adopted = await adoptFileConnector(trx, ctx, shopId, platform.id, account);
  const { connectorId, created } = await storeConnector(trx, ctx, shopId, proven);
  const connector = await loadConnector(trx, { connectorId, shopId });
  await replaceCredentials(trx, ctx, connector, proven.credentials);
  if (token) {
    await putSecret(trx, ctx, connector, {
      name: TOKEN_CACHE,
      value: { ...token },
      hint: null,
      expiresAt: token.expires_at,
    });
  }
  await recordAudit(trx, ctx, {
    action: created ? 'connector.connect' : 'connector.reconnect',
    shopId,
    targetType: 'connector',
    targetId: connectorId,
    after: auditFacts(connector, adopted),
  });
  const { job } = await insertJob(trx, ctx, connector, { kind: 'INCREMENTAL', range: null });
  return { connectorId, created, job: { id: job.id, kind: job.kind } };
}

async function storeConnector(
  trx: Trx,
  ctx: EngineContext,
  shopId: string,
  { platform, mode, account, config, simulated }: ProvenAccount,
): Promise<{ connectorId: string; created: boolean }> {
  const now = ctx.now();
  const connectorId = ctx.newId();
  const facts = {
    mode,
    name: account.name,
    currency: account.currency,
    timezone: account.timezone,
    config: JSON.stringify(config),
    simulated,
    status: 'connected' as const,
    status_code: null,
    status_message: noteTexts(account.warnings).join(' ') || null,
    status_notes: JSON.stringify(account.warnings),
    consecutive_failures: 0,
    next_sync_at: now,
    webhooks_checked_at: null,
    webhooks_warning: null,
    webhooks_note: null,
    updated_at: now,
  };
  const row = await trx
    .insertInto('app_dashboard.connectors')
    .values({
      shop_id: shopId,
      id: connectorId,
      platform: platform.id,
      kind: platform.kind,
      external_account_id: account.external_account_id,
      created_at: now,
      ...facts,
    })
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'platform', 'external_account_id']).doUpdateSet(facts),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return { connectorId: row.id, created: row.id === connectorId };
}

function auditFacts(connector: ConnectorRecord, adopted: boolean): JsonObject {
  return {
    platform: connector.platform,
    mode: connector.mode,
    account: connector.externalAccountId,
    name: connector.name,
    simulated: connector.simulated,
    took_over_imported_files: adopted,
  };
}
