import { dayOf } from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { holdTargets } from './hold-targets.ts';
import { localHour } from './update-telegram-chat.ts';

export interface QueuedNotifications {
  proposals: number;
  digests: number;
}

/**
 * Queues what people are to hear: every decision that waits for them, and every one the system took by itself,
 * once for each chat and browser of each person who may manage the shop; and the digest of each chat whose
 * hour has come. Any number of processes may call it; nothing is queued twice. A decision that was put off is
 * told anew when its time has come.
 */
export async function queueNotifications(ctx: EngineContext): Promise<QueuedNotifications> {
  return await withSystem(ctx.db, async (trx) => {
    await holdTargets(trx, 'queuing');
    return {
      proposals: await queueProposals(trx, ctx.now()),
      digests: await queueDigests(trx, ctx.now()),
    };
  });
}

/** The same rule as `requireShop` with `manage`: owners every shop of their agency, others those they manage. */
async function queueProposals(trx: Trx, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into app_dashboard.notifications
      (agency_id, shop_id, kind, proposal_id, channel, target, dedupe_key, next_attempt_at, created_at)
    select s.agency_id, p.shop_id, 'proposal', p.id, place.channel, place.target,
      'proposal:' || p.id || coalesce(':' || extract(epoch from p.snoozed_until)::bigint, ''),
      ${now}::timestamptz, ${now}::timestamptz
    from app_dashboard.action_proposals p
    join app_dashboard.shops s on s.id = p.shop_id and s.archived_at is null
    join app_dashboard.users u on u.agency_id = s.agency_id and u.disabled_at is null
      and (u.role = 'AGENCY_OWNER' or exists (
        select from app_dashboard.user_shops us
        where us.shop_id = s.id and us.user_id = u.id and us.role = 'manager'))
    cross join lateral (
      select 'telegram' as channel, c.chat_id::text as target from app_dashboard.telegram_chats c
      where c.user_id = u.id and c.agency_id = u.agency_id and c.state = 'active'
      union all
      select 'web_push', b.id::text from app_dashboard.push_subscriptions b where b.user_id = u.id
    ) place
    where p.expires_at > ${now}::timestamptz
      and (p.snoozed_until is null or p.snoozed_until <= ${now}::timestamptz)
      and (p.status = 'proposed'
        or (p.decided_via = 'system' and p.status in ('approved', 'executing', 'executed', 'failed', 'unknown_outcome')))
    on conflict do nothing`.execute(trx);
  return Number(numAffectedRows ?? 0);
}

async function queueDigests(trx: Trx, now: Date): Promise<number> {
  const chats = await trx
    .selectFrom('app_dashboard.telegram_chats')
    .select(['agency_id', 'chat_id', 'timezone', 'digest_hour', 'digest_day'])
    .where('state', '=', 'active')
    .where('digest_hour', 'is not', null)
    .forUpdate()
    .skipLocked()
    .execute();
  const due = chats.filter((chat) => {
    const hourCame = localHour(now, chat.timezone) >= (chat.digest_hour ?? 24);
    return hourCame && (chat.digest_day ?? '') < dayOf(now, chat.timezone);
  });
  for (const chat of due) {
    const day = dayOf(now, chat.timezone);
    await trx
      .updateTable('app_dashboard.telegram_chats')
      .set({ digest_day: day })
      .where('chat_id', '=', chat.chat_id)
      .execute();
    // One that still waits would say the same a second time.
    await trx
      .updateTable('app_dashboard.notifications')
      .set({ state: 'dropped', error: 'a newer digest took its place' })
      .where('channel', '=', 'telegram')
      .where('target', '=', String(chat.chat_id))
      .where('kind', '=', 'digest')
      .where('state', '=', 'pending')
      .execute();
    await trx
      .insertInto('app_dashboard.notifications')
      .values({
        agency_id: chat.agency_id,
        kind: 'digest',
        channel: 'telegram',
        target: String(chat.chat_id),
        dedupe_key: `digest:${day}`,
        payload: JSON.stringify({ day }),
        next_attempt_at: now,
        created_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  return due.length;
}
