import { AppError } from '@commerce/core';
import type { AppDashboardApiKeys } from '@commerce/db';
import { withSystem } from '@commerce/db';
import type { Selectable } from 'kysely';
import { isRowId } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { hashToken, newToken } from './random-token.ts';
import { requirePerson } from './read-only.ts';

export const API_KEY_PREFIX = 'ck_live_';
/** How much of a key is kept readable, so that its owner recognises it. */
const SHOWN = API_KEY_PREFIX.length + 4;

/**
 * What a key may do. `propose` leaves actions for people to decide on and never approves, executes, undoes or
 * changes anything else; `write` does whatever its person may.
 */
export type ApiKeyScope = 'read' | 'propose' | 'write';

export interface CreateApiKeyInput {
  name: string;
  scopes: readonly ApiKeyScope[];
  /** ISO instant; without it the key lasts until it is revoked. */
  expiresAt?: string | undefined;
}

/** A key as lists show it; instants are ISO strings in UTC. */
export type ApiKeyView = ReturnType<typeof keyView>;

/**
 * Makes a key that acts for the person who makes it. `key` is shown this once.
 * @throws AppError `forbidden` for API keys, `invalid_input` for an expiry in the past
 */
export async function createApiKey(
  ctx: EngineContext,
  input: CreateApiKeyInput,
): Promise<ApiKeyView & { key: string }> {
  const person = requirePerson(ctx.actor);
  const now = ctx.now();
  const expiresAt = input.expiresAt === undefined ? null : new Date(input.expiresAt);
  if (expiresAt && expiresAt <= now) {
    throw new AppError('invalid_input', 'expires_at lies in the past; no key was made', {
      details: { fields: [{ field: 'expires_at', problem: 'Choose a later instant' }] },
    });
  }
  const key = newToken(API_KEY_PREFIX);
  return await withSystem(ctx.db, async (trx) => {
    const row = await trx
      .insertInto('app_dashboard.api_keys')
      .values({
        id: ctx.newId(),
        user_id: person.id,
        name: input.name,
        prefix: key.slice(0, SHOWN),
        key_hash: hashToken(key),
        scopes: JSON.stringify([...new Set(input.scopes)].sort()),
        expires_at: expiresAt,
        created_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await recordAudit(trx, ctx, {
      action: 'api_key.create',
      shopId: null,
      targetType: 'api_key',
      targetId: row.id,
      after: { name: row.name, prefix: row.prefix, scopes: [...input.scopes] },
    });
    return { ...keyView(row), key };
  });
}

/** The keys of who asks that are still good or have run out, newest first; revoked ones are gone. */
export async function listApiKeys(ctx: EngineContext): Promise<ApiKeyView[]> {
  const person = requirePerson(ctx.actor);
  const rows = await ctx.db
    .selectFrom('app_dashboard.api_keys')
    .selectAll()
    .where('user_id', '=', person.id)
    .where('revoked_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(keyView);
}

/** @throws AppError `not_found` also for a key of somebody else */
export async function revokeApiKey(ctx: EngineContext, input: { keyId: string }): Promise<void> {
  const person = requirePerson(ctx.actor);
  await withSystem(ctx.db, async (trx) => {
    const row = isRowId(input.keyId)
      ? await trx
          .updateTable('app_dashboard.api_keys')
          .set({ revoked_at: ctx.now() })
          .where('id', '=', input.keyId)
          .where('user_id', '=', person.id)
          .where('revoked_at', 'is', null)
          .returning(['id', 'name', 'prefix'])
          .executeTakeFirst()
      : undefined;
    if (!row) throw new AppError('not_found', 'There is no such API key among yours');
    await recordAudit(trx, ctx, {
      action: 'api_key.revoke',
      shopId: null,
      targetType: 'api_key',
      targetId: row.id,
      before: { name: row.name, prefix: row.prefix },
    });
  });
}

function keyView(row: Selectable<AppDashboardApiKeys>) {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    scopes: row.scopes as string[],
    expires_at: row.expires_at?.toISOString() ?? null,
    last_used_at: row.last_used_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  };
}
