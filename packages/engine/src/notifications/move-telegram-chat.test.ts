import { withSystem } from '@commerce/db';
import { createTestDatabase, type TestDatabase, testEngines } from '@commerce/db/testing';
import { createTenant, createTestClock, createTestContext } from '@commerce/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { claimNotifications } from './claim-notifications.ts';
import { createTelegramPairing } from './create-telegram-pairing.ts';
import { moveTelegramChat } from './move-telegram-chat.ts';
import { pairTelegramChat } from './pair-telegram-chat.ts';
import { queueNotifications } from './queue-notifications.ts';
import { settleNotification } from './settle-notification.ts';
import { addConnector, addProposal } from './test/proposals.ts';

const MOVE = { from: 4_711, to: -4_711 };

describe.each(testEngines())('a chat with a decision to tell gets another id on %s', (engine) => {
  let database: TestDatabase;
  let ctx: EngineContext;
  let shopId: string;
  beforeAll(async () => {
    database = await createTestDatabase({ engine });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    const { db } = database;
    await db.deleteFrom('app_dashboard.notifications').execute();
    await db.deleteFrom('app_dashboard.telegram_chats').execute();
    ctx = createTestContext({ db, platforms: [], clock: createTestClock('2026-11-20T03:00:00Z') });
    const { owner, shops } = await createTenant(db);
    shopId = shops[0]!.id;
    await addProposal(ctx, { shopId, connectorId: await addConnector(db, shopId) });
    const { code } = await createTelegramPairing({ ...ctx, actor: owner.actor });
    await pairTelegramChat(ctx, { code, chatId: MOVE.from, telegramUserId: 1, title: null });
  });

  const claim = () => claimNotifications(ctx, { channel: 'telegram', limit: 10 });

  it('after it was claimed', async () => {
    await queueNotifications(ctx);
    const [claimed] = await claim();
    await moveTelegramChat(ctx, MOVE);
    await settleNotification(ctx, claimed!, { outcome: 'nobody_there' });
    const [again] = await claim();
    expect(again).toMatchObject({ id: claimed!.id, target: String(MOVE.to) });
    await settleNotification(ctx, again!, { outcome: 'nobody_there' });
    expect(await claim()).toEqual([]);
  });

  // On the embedded engine one transaction ends before the next begins.
  if (engine === 'postgres') {
    it('while it is being queued', async () => {
      const held = await withSystem(database.db, async (trx) => {
        const shop = trx.selectFrom('app_dashboard.shops').where('id', '=', shopId);
        await shop.select('id').forUpdate().execute();
        const queuing = queueNotifications(ctx);
        // It has read the chats by the time it finds that the shop is held.
        await waitingForLocks(1);
        const moving = moveTelegramChat(ctx, MOVE);
        await waitingForLocks(2);
        return { both: Promise.all([queuing, moving]) };
      });
      await held.both;
      expect(await claim()).toMatchObject([{ target: String(MOVE.to) }]);
    });
  }

  const waitingForLocks = (statements: number) =>
    expect
      .poll(async () => {
        const { rows } = await sql`
          select from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(database.db);
        return rows.length;
      })
      .toBe(statements);
});
