import { AppError } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { refuseReadOnly } from './read-only.ts';

/** Who is signed in, with their agency. */
export async function readMe(ctx: EngineContext) {
  const row = await ctx.db
    .selectFrom('app_dashboard.users as u')
    .innerJoin('app_dashboard.agencies as a', 'a.id', 'u.agency_id')
    .select(['u.id', 'u.email', 'u.display_name', 'u.role', 'u.locale', 'u.password_hash'])
    .select(['a.id as agency_id', 'a.name as agency_name'])
    .where('u.id', '=', signedInId(ctx))
    .executeTakeFirst();
  if (!row) throw new AppError('unauthenticated', 'Sign in again; nothing was read');
  return {
    id: row.id,
    email: row.email,
    display_name: row.display_name,
    role: row.role,
    locale: row.locale,
    has_password: row.password_hash !== null,
    agency: { id: row.agency_id, name: row.agency_name },
  };
}

export interface UpdateMeInput {
  displayName?: string | undefined;
  locale?: 'ko' | 'en' | undefined;
}

/** Changes the profile of who asks; what is left out stays. */
export async function updateMe(ctx: EngineContext, input: UpdateMeInput) {
  refuseReadOnly(ctx.actor);
  const id = signedInId(ctx);
  const changes = {
    ...(input.displayName === undefined ? {} : { display_name: input.displayName }),
    ...(input.locale === undefined ? {} : { locale: input.locale }),
  };
  await withSystem(ctx.db, async (trx) => {
    const before = await trx
      .selectFrom('app_dashboard.users')
      .select(['display_name', 'locale'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    await trx
      .updateTable('app_dashboard.users')
      .set({ ...changes, updated_at: ctx.now() })
      .where('id', '=', id)
      .execute();
    await recordAudit(trx, ctx, {
      action: 'user.update_profile',
      shopId: null,
      targetType: 'user',
      targetId: id,
      before,
      after: changes,
    });
  });
  return await readMe(ctx);
}

function signedInId(ctx: EngineContext): string {
  if (!ctx.actor.user) throw new AppError('unauthenticated', 'Sign in first');
  return ctx.actor.user.id;
}
