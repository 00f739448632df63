import { createTestDatabase, type TestDatabase, testEngines } from '@commerce/db/testing';
import {
  createTenant,
  createTestClock,
  createTestContext,
  type TestClock,
  type TestTenant,
} from '@commerce/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor, EngineContext } from '../context.ts';
import { addConnector, addProposal } from './test/proposals.ts';
import { adoptTelegramChat } from './adopt-telegram-chat.ts';
import { cardsToRefresh } from './cards-to-refresh.ts';
import { claimNotifications } from './claim-notifications.ts';
import { createTelegramPairing } from './create-telegram-pairing.ts';
import { findChatOperator } from './find-chat-operator.ts';
import { isUpdateHandled, noteUpdateHandled } from './handled-updates.ts';
import { listTelegramChats } from './list-telegram-chats.ts';
import { pairTelegramChat } from './pair-telegram-chat.ts';
import { takePollingLease } from './polling-lease.ts';
import { queueNotifications } from './queue-notifications.ts';
import { removeTelegramChat } from './remove-telegram-chat.ts';
import { settleChat } from './settle-chat.ts';
import { settleNotification } from './settle-notification.ts';
import { updateTelegramChat } from './update-telegram-chat.ts';

const HOUR = 3600_000;

describe.each(testEngines())('notifications on %s', (engine) => {
  let database: TestDatabase;
  let clock: TestClock;
  let system: EngineContext;
  let tenant: TestTenant;
  let chatId = 1000;

  beforeAll(async () => {
    database = await createTestDatabase({ engine });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    // 12:00 in Seoul.
    clock = createTestClock('2026-11-20T03:00:00Z');
    system = createTestContext({ db: database.db, platforms: [], clock });
    for (const table of [
      'notifications',
      'telegram_chats',
      'push_subscriptions',
      'chores',
    ] as const)
      await database.db.deleteFrom(`app_dashboard.${table}`).execute();
    await database.db.deleteFrom('app_dashboard.action_proposals').execute();
    tenant = await createTenant(database.db, { shops: [{}, { name: 'Second' }] });
    chatId += 1;
  });

  const as = (actor: Actor): EngineContext => ({ ...system, actor });
  const pair = async (actor: Actor, id = chatId) => {
    const { code } = await createTelegramPairing(as(actor));
    return await pairTelegramChat(system, {
      code,
      chatId: id,
      telegramUserId: id,
      title: 'Op',
    });
  };
  const proposal = async (shop = 0, changes: object = {}) => {
    const shopId = tenant.shops[shop]!.id;
    const connectorId = await addConnector(database.db, shopId);
    return await addProposal(system, { shopId, connectorId, ...changes });
  };
  const queued = () =>
    database.db
      .selectFrom('app_dashboard.notifications')
      .select(['target', 'kind', 'proposal_id', 'state'])
      .orderBy('created_at')
      .execute();
  const audits = async (action: string) =>
    (
      await database.db
        .selectFrom('app_dashboard.audit_log')
        .select(['actor_id', 'via'])
        .where('agency_id', '=', tenant.agencyId)
        .where('action', '=', action)
        .execute()
    ).length;

  describe('pairing', () => {
    it('takes a code once, within ten minutes, for the person who made it', async () => {
      const { code, expires_at } = await createTelegramPairing(as(tenant.staff.actor));
      expect(expires_at).toBe('2026-11-20T03:10:00.000Z');
      const typed = ` ${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `;
      const input = { code: typed, chatId, telegramUserId: 77, title: 'Op' };
      expect(await pairTelegramChat(system, input)).toMatchObject({
        chat_id: String(chatId),
        timezone: 'Asia/Seoul',
        digest_hour: 9,
        state: 'active',
      });
      await expect(pairTelegramChat(system, input)).rejects.toMatchObject({
        code: 'unauthenticated',
      });
      expect(await findChatOperator(system, { chatId, telegramUserId: 77 })).toMatchObject({
        actor: { type: 'user', id: tenant.staff.id, via: 'telegram' },
      });
      expect(await findChatOperator(system, { chatId, telegramUserId: 78 })).toBeNull();
      expect(await findChatOperator(system, { chatId: -5, telegramUserId: 77 })).toBeNull();
      expect(await audits('telegram_chat.pair')).toBe(1);
    });

    it('is over when the code has run out, or another was made', async () => {
      const late = await createTelegramPairing(as(tenant.staff.actor));
      const input = { chatId, telegramUserId: chatId, title: null };
      const next = await createTelegramPairing(as(tenant.staff.actor));
      await expect(pairTelegramChat(system, { ...input, code: late.code })).rejects.toThrow(
        /wrong/,
      );
      clock.advance(10 * 60_000);
      await expect(pairTelegramChat(system, { ...input, code: next.code })).rejects.toThrow(
        /wrong/,
      );
    });

    it('stops listening after five wrong codes', async () => {
      const input = { chatId, telegramUserId: chatId, title: null };
      const { code } = await createTelegramPairing(as(tenant.owner.actor));
      for (let attempt = 0; attempt < 5; attempt++) {
        await expect(pairTelegramChat(system, { ...input, code: 'NOPE' })).rejects.toMatchObject({
          code: 'unauthenticated',
        });
      }
      await expect(pairTelegramChat(system, { ...input, code })).rejects.toMatchObject({
        code: 'rate_limited',
      });
    });

    it('is for people, not for API keys', async () => {
      const key: Actor = { ...tenant.owner.actor, type: 'api_key' };
      await expect(createTelegramPairing(as(key))).rejects.toMatchObject({ code: 'forbidden' });
    });

    it('leaves a chat to the person it belongs to', async () => {
      await pair(tenant.staff.actor);
      await expect(pair(tenant.owner.actor)).rejects.toMatchObject({ code: 'conflict' });
      expect(await pair(tenant.staff.actor)).toMatchObject({ state: 'active' });
    });

    it('of a switched-off person ends at once', async () => {
      await pair(tenant.staff.actor);
      await database.db
        .updateTable('app_dashboard.users')
        .set({ disabled_at: clock.now() })
        .where('id', '=', tenant.staff.id)
        .execute();
      expect(await findChatOperator(system, { chatId, telegramUserId: chatId })).toBeNull();
      await proposal();
      await queueNotifications(system);
      expect(await queued()).toEqual([]);
    });

    it('by configuration takes a private chat for the owner, never a group', async () => {
      await database.db.deleteFrom('app_dashboard.telegram_chats').execute();
      await adoptTelegramChat(system, { chatId: -100 });
      expect(await findChatOperator(system, { chatId: -100, telegramUserId: -100 })).toBeNull();
      await adoptTelegramChat(system, { chatId });
      await adoptTelegramChat(system, { chatId });
      const operator = await findChatOperator(system, { chatId, telegramUserId: chatId });
      expect(operator?.actor.user.role).toBe('AGENCY_OWNER');
    });
  });

  describe('a chat', () => {
    it('is changed and removed by its person only', async () => {
      await pair(tenant.staff.actor);
      const change = {
        chatId: String(chatId),
        digestHour: 8,
        quietHours: { from: '22:00', to: '08:00' },
      };
      await expect(updateTelegramChat(as(tenant.owner.actor), change)).rejects.toMatchObject({
        code: 'not_found',
      });
      expect(await updateTelegramChat(as(tenant.staff.actor), change)).toMatchObject({
        digest_hour: 8,
        quiet_hours: { from: '22:00', to: '08:00' },
      });
      await expect(
        updateTelegramChat(as(tenant.staff.actor), { chatId: String(chatId), timezone: 'Mars/X' }),
      ).rejects.toMatchObject({ code: 'unknown_timezone' });
      expect(await listTelegramChats(as(tenant.owner.actor))).toEqual([]);
      expect(await listTelegramChats(as(tenant.staff.actor))).toHaveLength(1);
      await expect(
        removeTelegramChat(as(tenant.owner.actor), { chatId: String(chatId) }),
      ).rejects.toMatchObject({ code: 'not_found' });
      await removeTelegramChat(as(tenant.staff.actor), { chatId: String(chatId) });
      expect(await findChatOperator(system, { chatId, telegramUserId: chatId })).toBeNull();
      expect(await audits('telegram_chat.remove')).toBe(1);
    });
  });

  describe('queueing', () => {
    it('tells each new decision once to those who may manage its shop', async () => {
      await pair(tenant.owner.actor, 21);
      await pair(tenant.staff.actor, 22);
      await pair(tenant.storeUser.actor, 23);
      const stranger = await createTenant(database.db);
      await pair(stranger.owner.actor, 24);
      await proposal(0);
      await proposal(1);
      expect(await queueNotifications(system)).toEqual({ proposals: 3, digests: 0 });
      expect(await queueNotifications(system)).toEqual({ proposals: 0, digests: 0 });
      expect((await queued()).map(({ target }) => target).sort()).toEqual(['21', '21', '22']);
    });

    it('is not doubled by many processes at once', async () => {
      await pair(tenant.owner.actor);
      await proposal();
      await Promise.all(Array.from({ length: 5 }, () => queueNotifications(system)));
      expect(await queued()).toHaveLength(1);
    });

    it('waits while a decision is put off, and tells it anew after that', async () => {
      await pair(tenant.owner.actor);
      const { id } = await proposal();
      await queueNotifications(system);
      const until = new Date(clock.now().getTime() + HOUR);
      await database.db
        .updateTable('app_dashboard.action_proposals')
        .set({ snoozed_until: until })
        .where('id', '=', id)
        .execute();
      expect(await queueNotifications(system)).toMatchObject({ proposals: 0 });
      clock.advance(HOUR);
      expect(await queueNotifications(system)).toMatchObject({ proposals: 1 });
      expect(await queueNotifications(system)).toMatchObject({ proposals: 0 });
    });

    it('leaves out what is decided or has run out, and tells what the system did by itself', async () => {
      await pair(tenant.owner.actor);
      await proposal(0, { status: 'rejected', decided_via: 'web' });
      await proposal(1, { expires_at: clock.now() });
      expect(await queueNotifications(system)).toMatchObject({ proposals: 0 });
      await proposal(0, { status: 'executed', decided_via: 'system' });
      expect(await queueNotifications(system)).toMatchObject({ proposals: 1 });
    });

    it('brings the digest once a day, when the hour has come where the chat is', async () => {
      await pair(tenant.owner.actor);
      expect(await queueNotifications(system)).toMatchObject({ digests: 0 });
      // 8:59 and 9:00 of the next day in Seoul.
      clock.set('2026-11-20T23:59:00Z');
      expect(await queueNotifications(system)).toMatchObject({ digests: 0 });
      clock.set('2026-11-21T00:00:00Z');
      const all = await Promise.all([queueNotifications(system), queueNotifications(system)]);
      expect(all.reduce((sum, { digests }) => sum + digests, 0)).toBe(1);
      clock.set('2026-11-21T23:59:00Z');
      expect(await queueNotifications(system)).toMatchObject({ digests: 0 });
      clock.set('2026-11-22T00:00:00Z');
      expect(await queueNotifications(system)).toMatchObject({ digests: 1 });
      // Nobody sent yesterday's: it is not sent beside today's.
      const waiting = await database.db
        .selectFrom('app_dashboard.notifications')
        .select('dedupe_key')
        .where('kind', '=', 'digest')
        .where('state', '=', 'pending')
        .execute();
      expect(waiting).toEqual([{ dedupe_key: 'digest:2026-11-22' }]);
    });
  });

  describe('sending', () => {
    const claim = () => claimNotifications(system, { channel: 'telegram', limit: 10 });

    it('is claimed by one, and by another when the first fell silent', async () => {
      await pair(tenant.owner.actor);
      await proposal();
      await queueNotifications(system);
      const claims = await Promise.all([claim(), claim(), claim()]);
      expect(claims.flat()).toHaveLength(1);
      expect(await claim()).toEqual([]);
      clock.advance(60_000);
      const [again] = await claim();
      expect(again).toMatchObject({ attempts: 2 });
      await settleNotification(system, again!, { outcome: 'sent', messageId: 5, revision: 1 });
      clock.advance(HOUR);
      expect(await claim()).toEqual([]);
    });

    it('waits as long as Telegram asks, backs off by itself otherwise, and gives up after ten', async () => {
      await pair(tenant.owner.actor);
      await proposal();
      await queueNotifications(system);
      const [first] = await claim();
      await settleNotification(system, first!, {
        outcome: 'retry',
        error: 'Too Many Requests',
        afterSeconds: 90,
      });
      clock.advance(89_000);
      expect(await claim()).toEqual([]);
      clock.advance(1000);
      for (let attempt = 1; attempt <= 10; attempt++) {
        const [next] = await claim();
        expect(next).toMatchObject({ attempts: attempt });
        await settleNotification(system, next!, { outcome: 'retry', error: 'down' });
        clock.advance(HOUR);
      }
      expect(await claim()).toEqual([]);
      expect(await queued()).toMatchObject([{ state: 'failed' }]);
    });

    it('rests in quiet hours and while the chat is blocked', async () => {
      await pair(tenant.owner.actor);
      const quiet = (from: string, to: string) =>
        updateTelegramChat(as(tenant.owner.actor), {
          chatId: String(chatId),
          quietHours: { from, to },
        });
      await quiet('22:00', '12:01');
      await proposal();
      await queueNotifications(system);
      expect(await claim()).toEqual([]);
      clock.advance(60_000);
      await settleChat(system, { chatId, state: 'blocked', message: 'blocked by the user' });
      expect(await claim()).toEqual([]);
      await settleChat(system, { chatId, state: 'active' });
      expect(await claim()).toHaveLength(1);
      expect(await audits('telegram_chat.block')).toBe(1);
      expect(await audits('telegram_chat.unblock')).toBe(1);
    });

    it('is followed by a refresh whenever the decision moves', async () => {
      await pair(tenant.owner.actor);
      const { id } = await proposal();
      await queueNotifications(system);
      const [card] = await claim();
      await settleNotification(system, card!, { outcome: 'sent', messageId: 5, revision: 1 });
      expect(await cardsToRefresh(system, { limit: 5 })).toEqual([]);
      await database.db
        .updateTable('app_dashboard.action_proposals')
        .set({ status: 'rejected', revision: 2 })
        .where('id', '=', id)
        .execute();
      expect(await cardsToRefresh(system, { limit: 5 })).toMatchObject([
        { messageId: 5, proposalId: id, revision: 1 },
      ]);
      await settleNotification(system, card!, { outcome: 'sent', messageId: 5, revision: 2 });
      expect(await cardsToRefresh(system, { limit: 5 })).toEqual([]);
    });
  });

  describe('asking Telegram', () => {
    it('is one process at a time; another takes over when it fell silent or let go', async () => {
      const lifeMs = 30_000;
      const all = await Promise.all([1, 2, 3].map(() => takePollingLease(system, { lifeMs })));
      const held = all.filter((lease) => lease !== null);
      expect(held).toHaveLength(1);
      clock.advance(29_000);
      expect(await held[0]!.renew()).toBe(true);
      clock.advance(29_000);
      expect(await takePollingLease(system, { lifeMs })).toBeNull();
      clock.advance(1000);
      const next = await takePollingLease(system, { lifeMs });
      expect(next).not.toBeNull();
      expect(await held[0]!.renew()).toBe(false);
      await held[0]!.release();
      expect(await takePollingLease(system, { lifeMs })).toBeNull();
      await next!.release();
      expect(await takePollingLease(system, { lifeMs })).not.toBeNull();
    });

    it('handles an update once', async () => {
      expect(await isUpdateHandled(system, { updateId: 9001 })).toBe(false);
      await noteUpdateHandled(system, { updateId: 9001 });
      await noteUpdateHandled(system, { updateId: 9001 });
      expect(await isUpdateHandled(system, { updateId: 9001 })).toBe(true);
    });
  });
});
