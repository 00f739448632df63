import { AppError } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { requirePerson } from '../accounts/read-only.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { checkEndpoint, type EndpointPolicy } from './push-endpoint.ts';

export interface SubscribePushInput extends EndpointPolicy {
  endpoint: string;
  /** Base64url: the browser's public key (65 bytes) and its authentication secret (16 bytes). */
  keys: { p256dh: string; auth: string };
  locale?: 'ko' | 'en' | undefined;
}

const MOST_PER_PERSON = 20;

/**
 * Lets a browser of who asks hear of decisions. The same browser again takes the place of what it was; the
 * oldest of more than twenty is forgotten.
 * @throws AppError `invalid_input` for an address that is not public, or keys that are none
 */
export async function subscribePush(
  ctx: EngineContext,
  input: SubscribePushInput,
): Promise<{ id: string; created_at: string }> {
  const person = requirePerson(ctx.actor);
  const { href, host } = checkEndpoint(input.endpoint, input);
  checkKeys(input.keys);
  const now = ctx.now();
  return await withSystem(ctx.db, async (trx) => {
    await trx
      .deleteFrom('app_dashboard.push_subscriptions')
      .where('endpoint', '=', href)
      .where('user_id', '<>', person.id)
      .execute();
    const locale = input.locale ?? 'ko';
    const keys = { p256dh: input.keys.p256dh, auth: input.keys.auth };
    const row = await trx
      .insertInto('app_dashboard.push_subscriptions')
      .values({ user_id: person.id, endpoint: href, ...keys, locale, created_at: now })
      .onConflict((conflict) =>
        conflict
          .column('endpoint')
          .doUpdateSet({ ...keys, locale, failed_at: null, failure: null }),
      )
      .returning(['id', 'created_at'])
      .executeTakeFirstOrThrow();
    await trx
      .deleteFrom('app_dashboard.push_subscriptions')
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('app_dashboard.push_subscriptions')
          .select('id')
          .where('user_id', '=', person.id)
          .orderBy('created_at', 'desc')
          .orderBy('id')
          .offset(MOST_PER_PERSON),
      )
      .execute();
    await recordAudit(trx, ctx, {
      action: 'push.subscribe',
      shopId: null,
      targetType: 'push_subscription',
      targetId: row.id,
      after: { service: host },
    });
    return { id: row.id, created_at: row.created_at.toISOString() };
  });
}

function checkKeys({ p256dh, auth }: SubscribePushInput['keys']): void {
  const sizes = [p256dh, auth].map((key) => Buffer.from(key, 'base64url').byteLength);
  if (sizes[0] !== 65 || sizes[1] !== 16) {
    throw new AppError('invalid_input', 'These are not the keys of a push subscription');
  }
}

/** Lets a browser of who asks hear nothing more; does nothing when it was not subscribed. */
export async function unsubscribePush(
  ctx: EngineContext,
  { endpoint }: { endpoint: string },
): Promise<void> {
  const person = requirePerson(ctx.actor);
  const href = URL.canParse(endpoint) ? new URL(endpoint).href : endpoint;
  await withSystem(ctx.db, async (trx) => {
    const row = await trx
      .deleteFrom('app_dashboard.push_subscriptions')
      .where('endpoint', '=', href)
      .where('user_id', '=', person.id)
      .returning('id')
      .executeTakeFirst();
    if (!row) return;
    await recordAudit(trx, ctx, {
      action: 'push.unsubscribe',
      shopId: null,
      targetType: 'push_subscription',
      targetId: row.id,
    });
  });
}
