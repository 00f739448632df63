import { type JsonObject, type Proposal, renderCard } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { findUser, userActor } from '../accounts/user-record.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { claimNotifications } from './claim-notifications.ts';
import { cutText } from './cut-text.ts';
import type { NotificationRecord } from './notification-record.ts';
import { onBehalfOf } from './on-behalf-of.ts';
import { proposalToTell } from './proposal-to-tell.ts';
import type { EndpointPolicy } from './push-endpoint.ts';
import { ensurePushKeys, type PushKeys } from './push-keys.ts';
import { sendPush } from './send-push.ts';
import { settleNotification } from './settle-notification.ts';

export interface PushReport {
  sent: number;
  /** Tried again later. */
  postponed: number;
  /** Browsers that are gone. */
  removed: number;
}

const AT_ONCE = 50;
/** More than these at once become one message. */
const MOST_PER_BROWSER = 3;
/** A decision that reaches a phone a day late still waits for it. */
const TTL_SECONDS = 24 * 3600;
const BODY_LETTERS = 400;
/** However long a network or a push service is away, what waits for it is not given up. */
const UNREACHABLE_SECONDS = 300;
/** Push services want an address; Apple's refuses local ones. */
const NO_ADDRESS = 'mailto:operator@commerce.example';

/**
 * Sends what browsers are to hear. A browser whose push service says it is gone is forgotten. Any number of
 * processes may call it.
 */
export async function deliverPush(
  ctx: EngineContext,
  options: EndpointPolicy & { signal?: AbortSignal } = {},
): Promise<PushReport> {
  const report: PushReport = { sent: 0, postponed: 0, removed: 0 };
  const due = await claimNotifications(ctx, { channel: 'web_push', limit: AT_ONCE });
  if (due.length === 0) return report;
  const keys = await ensurePushKeys(ctx);
  for (const target of new Set(due.map((notification) => notification.target))) {
    if (options.signal?.aborted) break;
    const mine = due.filter((notification) => notification.target === target);
    await deliverTo(ctx, { target, mine, keys, options, report });
  }
  return report;
}

interface Delivery {
  target: string;
  mine: NotificationRecord[];
  keys: PushKeys;
  options: EndpointPolicy & { signal?: AbortSignal };
  report: PushReport;
}

async function deliverTo(ctx: EngineContext, delivery: Delivery): Promise<void> {
  const browser = await ctx.db
    .selectFrom('app_dashboard.push_subscriptions')
    .selectAll()
    .where('id', '=', delivery.target)
    .executeTakeFirst();
  const user = browser ? await findUser(ctx.db, { id: browser.user_id }) : null;
  const told: { notification: NotificationRecord; proposal: Proposal }[] = [];
  for (const notification of delivery.mine) {
    const person = user && { ...ctx, actor: userActor(user, {}) };
    const proposal = person ? await proposalToTell(person, notification) : null;
    if (proposal) told.push({ notification, proposal });
    else await settleNotification(ctx, notification, { outcome: 'dropped' });
  }
  if (!browser || !user || told.length === 0) return;
  const many = told.length > MOST_PER_BROWSER;
  const messages = many
    ? [{ content: summary(told.length, browser.locale), of: told }]
    : told.map((one) => ({ content: content(one.proposal, browser.locale), of: [one] }));
  for (const message of messages) {
    const gone = await deliverOne(ctx, delivery, browser, message);
    if (gone) return await forget(ctx, delivery, { id: user.id, agencyId: user.agencyId });
  }
}

const content = (proposal: Proposal, locale: 'ko' | 'en'): JsonObject => {
  // No instant is shown, so whose clock it is does not matter.
  const { title, reason, change } = renderCard(proposal, { locale, timezone: 'UTC' });
  return {
    title,
    body: cutText(change === null ? reason : `${change}\n${reason}`, BODY_LETTERS),
    url: `/inbox/${proposal.id}`,
    tag: proposal.id,
  };
};

const summary = (count: number, locale: 'ko' | 'en'): JsonObject => ({
  title: locale === 'ko' ? `결정할 제안 ${count}개` : `${count} proposals wait for you`,
  body: '',
  url: '/inbox',
  tag: 'inbox',
});

/** True: the push service says the browser is gone. */
async function deliverOne(
  ctx: EngineContext,
  { keys, options, report }: Delivery,
  subscription: { endpoint: string; p256dh: string; auth: string },
  message: { content: JsonObject; of: { notification: NotificationRecord; proposal: Proposal }[] },
): Promise<boolean> {
  const origin = ctx.settings.publicOrigin;
  const answer = await sendPush({
    ...options,
    subscription,
    keys,
    subject: origin?.startsWith('https://') ? origin : NO_ADDRESS,
    payload: JSON.stringify(message.content),
    ttlSeconds: TTL_SECONDS,
  }).catch((error: Error) => ({ status: 0, retryAfterSeconds: null, error: error.message }));
  const { status, retryAfterSeconds } = answer;
  if (status === 404 || status === 410) return true;
  const fine = status >= 200 && status < 300;
  const away = status === 0 || status >= 500;
  const afterSeconds = retryAfterSeconds ?? (away ? UNREACHABLE_SECONDS : null);
  const error = 'error' in answer ? answer.error : `The push service answered ${status}`;
  for (const { notification, proposal } of message.of) {
    await settleNotification(
      ctx,
      notification,
      fine
        ? { outcome: 'sent', messageId: null, revision: proposal.revision }
        : {
            outcome: 'retry',
            error,
            ...(afterSeconds !== null && { afterSeconds }),
          },
    );
    report[fine ? 'sent' : 'postponed'] += 1;
  }
  return false;
}

async function forget(
  ctx: EngineContext,
  { target, report }: Delivery,
  person: { id: string; agencyId: string },
): Promise<void> {
  await withSystem(ctx.db, async (trx) => {
    await trx.deleteFrom('app_dashboard.push_subscriptions').where('id', '=', target).execute();
    await trx
      .updateTable('app_dashboard.notifications')
      .set({ state: 'dropped', error: 'the browser is gone' })
      .where('channel', '=', 'web_push')
      .where('target', '=', target)
      .where('state', '=', 'pending')
      .execute();
    await recordAudit(trx, onBehalfOf(ctx, person), {
      action: 'push.forget',
      shopId: null,
      targetType: 'push_subscription',
      targetId: target,
    });
  });
  report.removed += 1;
}
