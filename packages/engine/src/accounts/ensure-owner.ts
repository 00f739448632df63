import { AppError } from '@commerce/core';
import { holdLock, type Trx, withSystem } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { normalEmail } from './user-record.ts';

export interface OwnerInput {
  agencyName: string;
  email: string;
  displayName?: string | undefined;
  locale?: 'ko' | 'en' | undefined;
}

export interface Owner {
  userId: string;
  agencyId: string;
  email: string;
  /** False when they were there before. */
  created: boolean;
}

/**
 * Makes an agency and its owner, without a password: the first sign-in is by a link or by Supabase.
 * @throws AppError `conflict` when somebody has this e-mail address, `forbidden` over the API
 */
export async function createOwner(ctx: EngineContext, input: OwnerInput): Promise<Owner> {
  refusePeople(ctx);
  return await withSystem(ctx.db, (trx) => insertOwner(trx, ctx, input));
}

/** The first owner there is; on a first run, the one described here. Safe to call at once from two processes. */
export async function ensureOwner(ctx: EngineContext, input: OwnerInput): Promise<Owner> {
  refusePeople(ctx);
  return await withSystem(ctx.db, async (trx) => {
    await holdLock(trx, 'commerce.ensure_owner');
    const first = await trx
      .selectFrom('app_dashboard.users')
      .select(['id', 'agency_id', 'email'])
      .where('role', '=', 'AGENCY_OWNER')
      .where('disabled_at', 'is', null)
      .orderBy('created_at')
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (!first) return await insertOwner(trx, ctx, input);
    return { userId: first.id, agencyId: first.agency_id, email: first.email, created: false };
  });
}

async function insertOwner(trx: Trx, ctx: EngineContext, input: OwnerInput): Promise<Owner> {
  const now = ctx.now();
  const email = normalEmail(input.email);
  const taken = await trx
    .selectFrom('app_dashboard.users')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst();
  if (taken) {
    throw new AppError('conflict', `Somebody with the address ${email} exists; nothing was made`);
  }
  const agencyId = ctx.newId();
  const userId = ctx.newId();
  await trx
    .insertInto('app_dashboard.agencies')
    .values({ id: agencyId, name: input.agencyName, created_at: now })
    .execute();
  await trx
    .insertInto('app_dashboard.users')
    .values({
      id: userId,
      agency_id: agencyId,
      email,
      display_name: input.displayName ?? '',
      role: 'AGENCY_OWNER',
      locale: input.locale ?? 'ko',
      created_at: now,
      updated_at: now,
    })
    .execute();
  await recordAudit(trx, ctx, {
    action: 'user.create_owner',
    shopId: null,
    targetType: 'user',
    targetId: userId,
    after: { agency: agencyId, email },
  });
  return { userId, agencyId, email, created: true };
}

function refusePeople(ctx: EngineContext): void {
  if (ctx.actor.user) {
    throw new AppError('forbidden', 'Agencies are made by whoever runs the server');
  }
}
