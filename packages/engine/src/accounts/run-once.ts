import { AppError, type JsonValue } from '@commerce/core';
import type { AppDashboardIdempotencyKeys } from '@commerce/db';
import type { Selectable } from 'kysely';
import type { AuthContext } from './auth.ts';

/** A write as its Idempotency-Key remembers it. */
export interface OnceInput {
  key: string;
  method: string;
  path: string;
  /** The body as it came; kept as a keyed fingerprint only. */
  body: string;
}

export interface OnceAnswer {
  status: number;
  data: JsonValue;
  /** True when this is the answer of an earlier request and nothing was done now. */
  replayed: boolean;
}

const KEPT_MS = 24 * 3_600_000;
const CUT_OFF_MS = 5 * 60_000;
const LOOK_AGAIN_MS = 100;
/** Looks before giving up: a quarter of a minute. */
const PATIENCE = 150;

/**
 * Does a write once per actor (a person, or one of their API keys) and key. A repeat within a day gets the first answer; one that comes while
 * the first runs waits for it. A write that failed changed nothing and frees its key.
 * @throws AppError `idempotency_mismatch` when the key was used for another request or by another actor of the same person, `conflict` when the
 * first one is still running or was cut off
 */
export async function runOnce(
  ctx: AuthContext,
  input: OnceInput,
  write: () => Promise<{ status: number; data: JsonValue }>,
): Promise<OnceAnswer> {
  const userId = ctx.actor.user?.id;
  if (!userId) throw new AppError('unauthenticated', 'Sign in first');
  // Who acts is part of the request: an answer made for a person is not for their API keys.
  const { type, id } = ctx.actor;
  const request = `${type} ${id}\n${input.method} ${input.path}\n${input.body}`;
  const fingerprint = ctx.auth.fingerprint(request);
  for (let looks = 0; looks < PATIENCE; looks += 1) {
    if (await claim(ctx, userId, input, fingerprint)) {
      return { ...(await execute(ctx, userId, input.key, write)), replayed: false };
    }
    const first = await find(ctx, userId, input.key);
    if (!first) continue;
    if (first.request_hash !== fingerprint) {
      throw new AppError(
        'idempotency_mismatch',
        'This Idempotency-Key was used for another request, or by somebody else with the same account; nothing was done. Use a new key',
      );
    }
    if (first.status !== null) {
      return { status: first.status, data: unseal(ctx, userId, first), replayed: true };
    }
    if (ctx.now().getTime() - first.created_at.getTime() > CUT_OFF_MS) {
      throw new AppError(
        'conflict',
        'The first request with this Idempotency-Key was cut off. Look whether it took effect, then use a new key',
      );
    }
    await ctx.sleep(LOOK_AGAIN_MS);
  }
  throw new AppError('conflict', 'The first request with this key still runs; try again later');
}

async function claim(ctx: AuthContext, userId: string, input: OnceInput, fingerprint: string) {
  const now = ctx.now();
  await ctx.db
    .deleteFrom('app_dashboard.idempotency_keys')
    .where('user_id', '=', userId)
    .where('created_at', '<', new Date(now.getTime() - KEPT_MS))
    .execute();
  const row = await ctx.db
    .insertInto('app_dashboard.idempotency_keys')
    .values({
      user_id: userId,
      key: input.key,
      method: input.method,
      path: input.path,
      request_hash: fingerprint,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['user_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  return row !== undefined;
}

async function execute(
  ctx: AuthContext,
  userId: string,
  key: string,
  write: () => Promise<{ status: number; data: JsonValue }>,
) {
  const answer = await write().catch(async (error: unknown) => {
    await ctx.db
      .deleteFrom('app_dashboard.idempotency_keys')
      .where('user_id', '=', userId)
      .where('key', '=', key)
      .execute();
    throw error;
  });
  // An answer may show a new API key, which must not lie in the database in the clear.
  const sealed = ctx.secrets.seal(JSON.stringify(answer.data), place(userId, key));
  await ctx.db
    .updateTable('app_dashboard.idempotency_keys')
    .set({ status: answer.status, response: JSON.stringify({ sealed }) })
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .execute();
  return answer;
}

const find = (ctx: AuthContext, userId: string, key: string) =>
  ctx.db
    .selectFrom('app_dashboard.idempotency_keys')
    .selectAll()
    .where('user_id', '=', userId)
    .where('key', '=', key)
    .executeTakeFirst();

const place = (userId: string, key: string): string => `idempotency_keys:${userId}|${key}|response`;

function unseal(
  ctx: AuthContext,
  userId: string,
  row: Selectable<AppDashboardIdempotencyKeys>,
): JsonValue {
  const { sealed } = row.response as { sealed: string };
  return JSON.parse(ctx.secrets.open(sealed, place(userId, row.key))) as JsonValue;
}
