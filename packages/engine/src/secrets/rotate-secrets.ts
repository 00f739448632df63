import { AppError } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import { secretPlace } from '../connectors/credential-store.ts';
import type { EngineContext } from '../context.ts';
import { resealPushKeys } from '../notifications/push-keys.ts';

export interface RotationReport {
  /** Secrets that now are sealed with the active key. */
  rotated: number;
  /** Secrets that no configured key opens; their connectors must be connected again. */
  unreadable: { shopId: string; connectorId: string; name: string }[];
}

const BATCH = 200;

/**
 * Seals again, with the active key, every stored secret that an older key sealed. When it reports nothing
 * unreadable, older keys can be taken out of the configuration. Safe to run while connectors work.
 * @throws AppError `secret_unreadable` when no key opens the server's own push key
 */
export async function rotateSecrets(ctx: EngineContext): Promise<RotationReport> {
  if (ctx.actor.user !== null) {
    throw new AppError(
      'forbidden',
      'Keys are rotated by the operator of the server, not over the API',
    );
  }
  const report: RotationReport = { rotated: 0, unreadable: [] };
  const rows = await oldSecrets(ctx);
  for (let at = 0; at < rows.length; at += BATCH) {
    await rotateBatch(ctx, rows.slice(at, at + BATCH), report);
  }
  await resealPushKeys(ctx);
  return report;
}

type SecretRow = Awaited<ReturnType<typeof oldSecrets>>[number];

const oldSecrets = (ctx: EngineContext) =>
  ctx.db
    .selectFrom('app_dashboard.shop_credentials')
    .select(['shop_id', 'connector_id', 'name', 'ciphertext'])
    .where('key_id', '<>', ctx.secrets.activeKeyId)
    .execute();

async function rotateBatch(ctx: EngineContext, rows: SecretRow[], report: RotationReport) {
  await withSystem(ctx.db, async (trx) => {
    let rotated = 0;
    for (const row of rows) {
      const resealed = reseal(ctx, row);
      if (resealed === null) {
        report.unreadable.push({
          shopId: row.shop_id,
          connectorId: row.connector_id,
          name: row.name,
        });
        continue;
      }
      // Only where it is still the text that was opened: a reconnect meanwhile wins.
      const result = await trx
        .updateTable('app_dashboard.shop_credentials')
        .set({ ciphertext: resealed, key_id: ctx.secrets.activeKeyId })
        .where('shop_id', '=', row.shop_id)
        .where('connector_id', '=', row.connector_id)
        .where('name', '=', row.name)
        .where('ciphertext', '=', row.ciphertext)
        .executeTakeFirst();
      rotated += Number(result.numUpdatedRows);
    }
    if (rotated === 0) return;
    report.rotated += rotated;
    await recordAudit(trx, ctx, {
      action: 'secrets.rotate',
      shopId: null,
      targetType: 'master_key',
      targetId: ctx.secrets.activeKeyId,
      after: { rotated },
    });
  });
}

function reseal(ctx: EngineContext, row: SecretRow): string | null {
  const place = secretPlace(row.shop_id, row.connector_id, row.name);
  try {
    return ctx.secrets.seal(ctx.secrets.open(row.ciphertext, place), place);
  } catch (error) {
    if (error instanceof AppError && error.code === 'secret_unreadable') return null;
    throw error;
  }
}
