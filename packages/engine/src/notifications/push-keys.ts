import { AppError } from '@commerce/core';
import webPush from 'web-push';
import type { EngineContext } from '../context.ts';
import { parseEnvelope } from '../secrets/envelope.ts';

const PLACE = 'push_keys|vapid';
type Ctx = Pick<EngineContext, 'db' | 'now' | 'secrets'>;

/** Base64url, as browsers and push services want them. */
export interface PushKeys {
  publicKey: string;
  privateKey: string;
}

/**
 * The server's own VAPID key pair, made on first use; the private half is sealed again when the master key has
 * changed.
 * @throws AppError `secret_unreadable` when its master key is gone
 */
export async function ensurePushKeys(ctx: Ctx): Promise<PushKeys> {
  const known = await readKeys(ctx);
  if (known) return known;
  const made = webPush.generateVAPIDKeys();
  await ctx.db
    .insertInto('app_dashboard.push_keys')
    .values({
      id: 1,
      public_key: made.publicKey,
      private_key_ciphertext: ctx.secrets.seal(made.privateKey, PLACE),
      created_at: ctx.now(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Of two processes that made one at once, the stored one counts.
  const stored = await readKeys(ctx);
  if (!stored) throw new AppError('internal', 'The push keys were not stored');
  return stored;
}

async function readKeys(ctx: Ctx): Promise<PushKeys | null> {
  const row = await ctx.db
    .selectFrom('app_dashboard.push_keys')
    .select(['public_key', 'private_key_ciphertext'])
    .where('id', '=', 1)
    .executeTakeFirst();
  if (!row) return null;
  const { private_key_ciphertext: sealed } = row;
  const privateKey = ctx.secrets.open(sealed, PLACE);
  if (parseEnvelope(sealed).keyId !== ctx.secrets.activeKeyId) {
    await ctx.db
      .updateTable('app_dashboard.push_keys')
      .set({ private_key_ciphertext: ctx.secrets.seal(privateKey, PLACE) })
      .where('private_key_ciphertext', '=', sealed)
      .execute();
  }
  return { publicKey: row.public_key, privateKey };
}

/** Seals the private half with the active master key, where there is a pair. @throws AppError `secret_unreadable` */
export const resealPushKeys = async (ctx: Ctx): Promise<void> => void (await readKeys(ctx));

/** What a browser needs to subscribe. */
export async function pushPublicKey(ctx: Ctx): Promise<{ public_key: string }> {
  return { public_key: (await ensurePushKeys(ctx)).publicKey };
}
