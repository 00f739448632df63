import { AppError, type JobKind, type JsonObject } from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import type { AccountInfo, Platform } from '@commerce/platforms';
import { requireShop } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { insertJob } from '../sync/insert-job.ts';
import { adoptFileConnector } from './adopt-file-connector.ts';
import { type ConnectorRecord, loadConnector } from './connector-record.ts';
import { putSecret, replaceCredentials, TOKEN_CACHE } from './credential-store.ts';
import { findPlatform } from './find-platform.ts';
import { parseSettings } from './parse-settings.ts';
import { asAnswer } from './platform-refusal.ts';
import { heldTokens } from './token-cache.ts';
import { tryConnection } from './try-connection.ts';

export interface ConnectAccountInput {
  shopId: string;
  platform: string;
  mode?: 'api' | 'fixture';
  config: unknown;
  credentials: unknown;
  /** Served by the local simulator; only the demo sets it. */
  simulated?: boolean;
}

export interface ConnectedAccount {
  connectorId: string;
  account: AccountInfo;
  /** False when the account was connected to this shop before and got new credentials. */
  created: boolean;
  job: { id: string; kind: JobKind };
}

/**
 * Proves the credentials by using them, stores them encrypted and queues the first read. The same account a
 * second time replaces its credentials and ends `needs_reauth`.
 * @throws AppError `invalid_input`, `platform_refused`, `unavailable`, `not_found`, `forbidden`; nothing is stored then
 */
export async function connectAccount(
  ctx: EngineContext,
  input: ConnectAccountInput,
): Promise<ConnectedAccount> {
  await requireShop(ctx.db, ctx.actor, input.shopId, 'manage');
  const platform = findPlatform(ctx, input.platform);
  const mode = input.mode ?? 'api';
  if (!platform.modes.includes(mode)) {
    throw new AppError('invalid_input', `${platform.name} has no ${mode} mode`);
  }
  const settings = parseSettings(platform, input);
  const tokens = heldTokens();
  const simulated = input.simulated ?? false;
  const connection = tryConnection(ctx, {
    ...settings,
    platform: platform.id,
    simulated,
    tokens,
  });
  const account = await platform.connect(connection).catch((error: unknown) => {
    throw asAnswer(error);
  });

  return await withSystem(ctx.db, async (trx) => {
    const adopted = await adoptFileConnector(trx, ctx, input.shopId, platform.id, account);
    const { connectorId, created } = await storeConnector(trx, ctx, {
      shopId: input.shopId,
      platform,
      mode,
      simulated,
      config: settings.config,
      account,
    });
    const connector = await loadConnector(trx, { connectorId, shopId: input.shopId });
    await replaceCredentials(trx, ctx, connector, settings.credentials);
    const token = tokens.held();
    if (token) {
      const value = { ...token };
      await putSecret(trx, ctx, connector, {
        name: TOKEN_CACHE,
        value,
        hint: null,
        expiresAt: token.expires_at,
      });
    }
    await recordAudit(trx, ctx, {
      action: created ? 'connector.connect' : 'connector.reconnect',
      shopId: input.shopId,
      targetType: 'connector',
      targetId: connectorId,
      after: auditFacts(connector, adopted),
    });
    const { job } = await insertJob(trx, ctx, connector, { kind: 'INCREMENTAL', range: null });
    return { connectorId, account, created, job: { id: job.id, kind: job.kind } };
  });
}

async function storeConnector(
  trx: Trx,
  ctx: EngineContext,
  input: {
    shopId: string;
    platform: Platform;
    mode: 'api' | 'fixture';
    simulated: boolean;
    config: JsonObject;
    account: AccountInfo;
  },
): Promise<{ connectorId: string; created: boolean }> {
  const now = ctx.now();
  const connectorId = ctx.newId();
  const facts = {
    mode: input.mode,
    name: input.account.name,
    currency: input.account.currency,
    timezone: input.account.timezone,
    config: JSON.stringify(input.config),
    simulated: input.simulated,
    status: 'connected' as const,
    status_code: null,
    status_message: input.account.warnings.join(' ') || null,
    consecutive_failures: 0,
    next_sync_at: now,
    updated_at: now,
  };
  const row = await trx
    .insertInto('app_dashboard.connectors')
    .values({
      shop_id: input.shopId,
      id: connectorId,
      platform: input.platform.id,
      kind: input.platform.kind,
      external_account_id: input.account.external_account_id,
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
