import type { JsonObject } from '@commerce/core';
import type { AppDashboardNotifications, DB } from '@commerce/db';
import { sql, type Updateable, type UpdateObject } from 'kysely';
import type { EngineContext } from '../context.ts';
import type { NotificationRecord } from './notification-record.ts';

export type NotificationOutcome =
  /** `revision`: of the proposal, as the message shows it; 0 for anything else. */
  | { outcome: 'sent'; messageId: number | null; revision: number }
  /** Tried again after the given seconds, or after a wait that doubles with every attempt. */
  | { outcome: 'retry'; error: string; afterSeconds?: number }
  /** It was sent, but its card could not be edited yet; tried again like `retry`. */
  | { outcome: 'edit_later'; error: string; afterSeconds?: number }
  /** Nobody listens at its target: not sent, or tried again where it was given another target meanwhile. */
  | { outcome: 'nobody_there' }
  /** Not sent because there is nothing left to tell. */
  | { outcome: 'dropped'; error?: string };

const MOST_ATTEMPTS = 10;
/** Also where the other side asks for a longer wait: a decision that comes a day late is lost. */
const LONGEST_WAIT_SECONDS = 3600;
const backOffSeconds = (attempts: number): number => 15 * 2 ** attempts;

/** Says what became of a message; one that failed ten times is given up. */
export async function settleNotification(
  ctx: Pick<EngineContext, 'db' | 'now'>,
  notification: Pick<NotificationRecord, 'id' | 'target' | 'attempts'>,
  result: NotificationOutcome,
): Promise<void> {
  await ctx.db
    .updateTable('app_dashboard.notifications')
    .set(changes(ctx.now(), notification, result))
    .where('id', '=', notification.id)
    .execute();
}

function changes(
  now: Date,
  { target, attempts }: Pick<NotificationRecord, 'target' | 'attempts'>,
  result: NotificationOutcome,
): UpdateObject<DB, 'app_dashboard.notifications'> {
  switch (result.outcome) {
    case 'sent':
      return {
        state: 'sent',
        sent_at: now,
        // From now on the instant of the next edit, which need not wait for the claim to run out.
        next_attempt_at: now,
        message_id: result.messageId,
        attempts: 0,
        revision: result.revision,
        error: null,
      };
    case 'edit_later':
      // An edit is not claimed, so its attempt is counted here.
      return again(now, attempts + 1, { ...result, state: 'sent' });
    case 'nobody_there':
      return {
        state: sql`case when target = ${target} then 'dropped' else state end`,
        next_attempt_at: now,
      };
    case 'dropped':
      return { state: 'dropped', error: result.error ?? null };
    case 'retry':
      return again(now, attempts, { ...result, state: 'pending' });
  }
}

function again(
  now: Date,
  attempts: number,
  result: { error: string; afterSeconds?: number; state: 'pending' | 'sent' },
): Updateable<AppDashboardNotifications> {
  // A wait the other side asked for is no failure of ours.
  const given = result.afterSeconds !== undefined;
  const wait = result.afterSeconds ?? backOffSeconds(attempts);
  const seconds = Math.min(wait, LONGEST_WAIT_SECONDS);
  return {
    state: !given && attempts >= MOST_ATTEMPTS ? 'failed' : result.state,
    next_attempt_at: new Date(now.getTime() + seconds * 1000),
    error: result.error,
    attempts: given ? Math.max(0, attempts - 1) : attempts,
  };
}

/** Keeps what a card's conversation needs to go on after a restart; null takes a key away. */
export async function notePayload(
  ctx: Pick<EngineContext, 'db'>,
  notification: { id: string },
  payload: JsonObject,
): Promise<void> {
  await ctx.db
    .updateTable('app_dashboard.notifications')
    .set({ payload: sql`jsonb_strip_nulls(payload || ${JSON.stringify(payload)}::jsonb)` })
    .where('id', '=', notification.id)
    .execute();
}
