import { AppError } from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import type { AuthContext } from './auth.ts';
import { hashPassword, passwordFits } from './password-hash.ts';
import { acceptPassword } from './password-rules.ts';
import { requirePerson } from './read-only.ts';
import { revokeSessions } from './revoke-sessions.ts';
import { requireLocalAccounts } from './sign-in.ts';
import { startSession } from './start-session.ts';
import { bookAttempt } from './throttle.ts';
import type { TokenPair } from './tokens.ts';
import { findUser, type UserRecord } from './user-record.ts';

export interface ChangePasswordInput {
  /** Needed once there is a password. */
  currentPassword?: string | undefined;
  newPassword: string;
  userAgent?: string | undefined;
}

/**
 * Changes the password of who asks. Every session of theirs ends; the answer opens a new one.
 * @throws AppError `invalid_input`, `forbidden` for a wrong current password, `rate_limited`
 */
export async function changePassword(
  ctx: AuthContext,
  input: ChangePasswordInput,
): Promise<TokenPair> {
  requireLocalAccounts(ctx);
  const user = await findUser(ctx.db, { id: requirePerson(ctx.actor).id });
  if (!user) throw new AppError('unauthenticated', 'Sign in again; nothing was changed');
  if (user.passwordHash !== null) {
    const attempt = await bookAttempt(ctx, user.email);
    if (!(await passwordFits(user.passwordHash, input.currentPassword ?? ''))) {
      const problem = 'The current password does not fit';
      throw new AppError('forbidden', `${problem}; nothing was changed`, {
        details: { fields: [{ field: 'current_password', problem }] },
      });
    }
    await withSystem(ctx.db, (trx) => attempt.succeed(trx));
  }
  return await store(ctx, user, input.newPassword, (trx) =>
    startSession(trx, ctx, user, { by: 'password_change', userAgent: input.userAgent }),
  );
}

/**
 * Sets anybody's password and ends their sessions. For whoever runs the server.
 * @throws AppError `invalid_input`, `not_found`, `forbidden` when a signed-in person asks
 */
export async function setPassword(
  ctx: EngineContext,
  input: { userId: string; newPassword: string },
): Promise<void> {
  if (ctx.actor.user) {
    throw new AppError('forbidden', 'Passwords of others are set in the terminal of the server');
  }
  const user = await findUser(ctx.db, { id: input.userId });
  if (!user) throw new AppError('not_found', 'There is no such person, or they are switched off');
  await store(ctx, user, input.newPassword, async () => undefined);
}

async function store<T>(
  ctx: EngineContext,
  user: UserRecord,
  password: string,
  then: (trx: Trx) => Promise<T>,
): Promise<T> {
  const hash = await hashPassword(acceptPassword(password, user));
  return await withSystem(ctx.db, async (trx) => {
    const now = ctx.now();
    await trx
      .updateTable('app_dashboard.users')
      .set({ password_hash: hash, updated_at: now })
      .where('id', '=', user.id)
      .execute();
    // A link that is still out would let somebody in past the new password.
    await trx
      .updateTable('app_dashboard.sign_in_links')
      .set({ used_at: now })
      .where('user_id', '=', user.id)
      .where('used_at', 'is', null)
      .execute();
    const ended = await revokeSessions(trx, ctx, { userId: user.id }, 'password_change');
    await recordAudit(trx, ctx, {
      action: 'user.set_password',
      shopId: null,
      targetType: 'user',
      targetId: user.id,
      after: { sessions_ended: ended },
    });
    return await then(trx);
  });
}
