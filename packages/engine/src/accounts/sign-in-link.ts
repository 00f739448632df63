import { AppError } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import type { AuthContext } from './auth.ts';
import { hashToken, newToken } from './random-token.ts';
import { requireLocalAccounts } from './sign-in.ts';
import { startSession } from './start-session.ts';
import type { TokenPair } from './tokens.ts';
import { findUser } from './user-record.ts';

const LIFE_MINUTES = 30;
const LINK_PREFIX = 'csl_';

/**
 * A token that signs a person in once, within half an hour. For whoever runs the server: it replaces the
 * password.
 * @throws AppError `not_found`, `forbidden` when a signed-in person asks
 */
export async function createSignInLink(
  ctx: EngineContext,
  input: { userId: string; lifeMinutes?: number },
): Promise<{ token: string; expiresAt: Date }> {
  if (ctx.actor.user) {
    throw new AppError('forbidden', 'Sign-in links are made in the terminal of the server');
  }
  const token = newToken(LINK_PREFIX);
  const now = ctx.now();
  const expiresAt = new Date(now.getTime() + (input.lifeMinutes ?? LIFE_MINUTES) * 60_000);
  await withSystem(ctx.db, async (trx) => {
    const user = await findUser(trx, { id: input.userId });
    if (!user) throw new AppError('not_found', 'There is no such person, or they are switched off');
    await trx.deleteFrom('app_dashboard.sign_in_links').where('expires_at', '<', now).execute();
    await trx
      .insertInto('app_dashboard.sign_in_links')
      .values({
        token_hash: hashToken(token),
        user_id: user.id,
        expires_at: expiresAt,
        created_at: now,
      })
      .execute();
    await recordAudit(trx, ctx, {
      action: 'sign_in_link.create',
      shopId: null,
      targetType: 'user',
      targetId: user.id,
    });
  });
  return { token, expiresAt };
}

/**
 * Uses a sign-in link up.
 * @throws AppError `unauthenticated` saying whether it was used or has run out
 */
export async function signInWithLink(
  ctx: AuthContext,
  input: { token: string; userAgent?: string | undefined },
): Promise<TokenPair> {
  requireLocalAccounts(ctx);
  const now = ctx.now();
  const hash = hashToken(input.token);
  return await withSystem(ctx.db, async (trx) => {
    const used = await trx
      .updateTable('app_dashboard.sign_in_links')
      .set({ used_at: now })
      .where('token_hash', '=', hash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('user_id')
      .executeTakeFirst();
    const user = used ? await findUser(trx, { id: used.user_id }) : null;
    if (!user) {
      throw new AppError(
        'unauthenticated',
        'This sign-in link was used already, has run out or was never made. Make a new one in the terminal: npm run commerce -- users sign-in-link',
      );
    }
    return await startSession(trx, ctx, user, { by: 'link', userAgent: input.userAgent });
  });
}
