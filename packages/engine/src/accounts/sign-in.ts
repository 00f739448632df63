import { AppError } from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext } from './auth.ts';
import { hashPassword, isOutdated, passwordFits } from './password-hash.ts';
import { startSession } from './start-session.ts';
import { bookAttempt } from './throttle.ts';
import type { TokenPair } from './tokens.ts';
import { findUser, normalEmail, type UserRecord, userActor } from './user-record.ts';

export interface SignInInput {
  email: string;
  password: string;
  userAgent?: string | undefined;
}

/**
 * Signs in with a password. An unknown address gets the same answer in the same time as a wrong password.
 * @throws AppError `unauthenticated`, `rate_limited`, `forbidden` where passwords are not used
 */
export async function signIn(ctx: AuthContext, input: SignInInput): Promise<TokenPair> {
  requireLocalAccounts(ctx);
  const email = normalEmail(input.email);
  const attempt = await bookAttempt(ctx, email);
  const user = await findUser(ctx.db, { email });
  const stored = user?.passwordHash ?? null;
  if (!(await passwordFits(stored, input.password)) || !user || stored === null) {
    await withSystem(ctx.db, (trx) => auditRefusal(trx, ctx, user, attempt.subjects[1] ?? ''));
    throw new AppError(
      'unauthenticated',
      'E-mail address and password do not fit; nobody was signed in',
    );
  }
  const renewed = isOutdated(stored) ? await hashPassword(input.password) : null;
  return await withSystem(ctx.db, async (trx) => {
    await attempt.succeed(trx);
    if (renewed !== null) {
      await trx
        .updateTable('app_dashboard.users')
        .set({ password_hash: renewed })
        .where('id', '=', user.id)
        .where('password_hash', '=', stored)
        .execute();
    }
    return await startSession(trx, ctx, user, { by: 'password', userAgent: input.userAgent });
  });
}

/** @throws AppError `forbidden` where people sign in at Supabase */
export function requireLocalAccounts(ctx: AuthContext): void {
  if (ctx.auth.mode !== 'local') {
    throw new AppError('forbidden', 'People sign in through Supabase here, not with us');
  }
}

async function auditRefusal(
  trx: Trx,
  ctx: AuthContext,
  user: UserRecord | null,
  subject: string,
): Promise<void> {
  await recordAudit(trx, user ? { ...ctx, actor: userActor(user, ctx.actor) } : ctx, {
    action: 'session.refuse',
    shopId: null,
    targetType: 'account',
    targetId: user?.id ?? subject,
  });
}
