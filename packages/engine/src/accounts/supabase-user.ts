import { AppError } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { AuthContext } from './auth.ts';
import type { SupabasePerson } from './supabase-token.ts';
import { findUser, type UserRecord, userActor } from './user-record.ts';

/**
 * The local person behind a Supabase sign-in. The first time, somebody who was invited by e-mail and proves
 * the address is linked to it for good; nobody else gets in.
 * @throws AppError `forbidden` saying what is missing
 */
export async function supabaseUser(ctx: AuthContext, person: SupabasePerson): Promise<UserRecord> {
  const known = await findUser(ctx.db, { subject: person.subject });
  if (known) return known;
  if (person.email === null || !person.emailVerified) {
    throw new AppError(
      'forbidden',
      'This Supabase user is not known here yet. To be linked to your invitation, sign in once with a link sent to your e-mail address',
    );
  }
  const { email, subject } = person;
  const linked = await withSystem(ctx.db, async (trx) => {
    const row = await trx
      .updateTable('app_dashboard.users')
      .set({ auth_subject: subject, updated_at: ctx.now() })
      .where('email', '=', email)
      .where('auth_subject', 'is', null)
      .where('disabled_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    // Two first requests at once: the second finds what the first has linked.
    const user = await findUser(trx, { subject });
    if (row && user) {
      await recordAudit(
        trx,
        { ...ctx, actor: userActor(user, ctx.actor) },
        {
          action: 'user.link_subject',
          shopId: null,
          targetType: 'user',
          targetId: user.id,
          after: { auth_subject: subject },
        },
      );
    }
    return user;
  });
  if (linked) return linked;
  throw new AppError(
    'forbidden',
    `${email} is not invited here, or the invitation belongs to another Supabase user. Ask the owner of the agency`,
  );
}
