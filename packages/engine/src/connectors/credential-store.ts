import type { JsonObject, JsonValue } from '@commerce/core';
import type { Db, Trx } from '@commerce/db';
import type { EngineContext } from '../context.ts';

/** The row under which a connection keeps the short-lived token it was issued. */
export const TOKEN_CACHE = 'token_cache';

/** Where a secret lies; it can be read nowhere else. */
export const secretPlace = (shopId: string, connectorId: string, name: string): string =>
  `shop:${shopId}|shop_credentials:${connectorId}|${name}`;

type SecretContext = Pick<EngineContext, 'secrets' | 'now'>;
type ConnectorKey = { shopId: string; id: string };

/** Seals each field and replaces everything the connector had, its cached token included. */
export async function replaceCredentials(
  trx: Trx,
  ctx: SecretContext,
  connector: ConnectorKey,
  credentials: JsonObject,
): Promise<void> {
  await trx
    .deleteFrom('app_dashboard.shop_credentials')
    .where('shop_id', '=', connector.shopId)
    .where('connector_id', '=', connector.id)
    .execute();
  for (const [name, value] of Object.entries(credentials)) {
    await putSecret(trx, ctx, connector, { name, value, hint: hintOf(value), expiresAt: null });
  }
}

/** Seals one secret and stores it under its name. */
export async function putSecret(
  db: Db,
  ctx: SecretContext,
  connector: ConnectorKey,
  secret: { name: string; value: JsonValue; hint: string | null; expiresAt: string | null },
): Promise<void> {
  const place = secretPlace(connector.shopId, connector.id, secret.name);
  const row = {
    ciphertext: ctx.secrets.seal(JSON.stringify(secret.value), place),
    key_id: ctx.secrets.activeKeyId,
    hint: secret.hint,
    expires_at: secret.expiresAt,
    updated_at: ctx.now(),
  };
  await db
    .insertInto('app_dashboard.shop_credentials')
    .values({ shop_id: connector.shopId, connector_id: connector.id, name: secret.name, ...row })
    .onConflict((conflict) =>
      conflict.columns(['shop_id', 'connector_id', 'name']).doUpdateSet(row),
    )
    .execute();
}

/**
 * What the operator entered, opened.
 * @throws AppError `secret_unreadable`
 */
export async function readCredentials(
  ctx: Pick<EngineContext, 'db' | 'secrets'>,
  connector: ConnectorKey,
): Promise<JsonObject> {
  const rows = await ctx.db
    .selectFrom('app_dashboard.shop_credentials')
    .select(['name', 'ciphertext'])
    .where('shop_id', '=', connector.shopId)
    .where('connector_id', '=', connector.id)
    .where('name', '<>', TOKEN_CACHE)
    .execute();
  return Object.fromEntries(
    rows.map(({ name, ciphertext }) => [
      name,
      JSON.parse(ctx.secrets.open(ciphertext, secretPlace(connector.shopId, connector.id, name))),
    ]),
  );
}

const HINT_CHARS = 4;
const SHORTEST_HINTED = 16;

/** The end of a long secret, by which a person recognises it; nothing of a short one. */
function hintOf(value: JsonValue): string | null {
  return typeof value === 'string' && value.length >= SHORTEST_HINTED
    ? value.slice(-HINT_CHARS)
    : null;
}
