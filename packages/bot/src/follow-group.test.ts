import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { listTelegramChats } from '@commerce/engine';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BotFixture, KOREAN, openBot, STRANGER } from './test/bot-fixture.ts';

const GROUP = -4_001;
let database: TestDatabase;
let bot: BotFixture;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
});
afterAll(() => database.close());
beforeEach(async () => {
  bot = await openBot(database);
  bot.telegram.control.addChat({ id: GROUP, type: 'group', title: 'Team' });
});
afterEach(() => bot.close());

const chats = () => listTelegramChats(bot.as(bot.tenant.owner.actor));
const pairGroup = () => bot.pair(bot.tenant.owner.actor, KOREAN, GROUP);

describe('a group that became a supergroup', () => {
  it.each([
    ['while the bot listened', false],
    ['while it was away, with a message that is refused', true],
  ])('is followed: %s', async (_, untold) => {
    bot.start();
    await bot.running();
    await pairGroup();
    await bot.raise({});
    const before = await bot.card('결정 대기', GROUP);
    const { id } = bot.telegram.control.upgrade(GROUP, { untold });
    await bot.raise({ entity_id: 'another', entity_name: 'Second find' });
    await bot.card('Second find', id);
    // The first card stayed behind, so that it is there once more.
    await bot.card('Campaign 1', id);
    expect(bot.cards(GROUP).at(-1)?.message_id).toBe(before.message_id);
    expect(await chats()).toMatchObject([{ chat_id: String(id), state: 'active' }]);
    expect(await moves()).toEqual([
      { before: { chat_id: String(GROUP) }, after: { chat_id: String(id) } },
    ]);

    // What was on its way while the group was followed may be there twice; the later one has the buttons.
    const open = () =>
      bot
        .cards(id)
        .findLast(({ text, reply_markup }) => text?.includes('Second find') && reply_markup);
    await expect.poll(open).toBeDefined();
    bot.press(open()!, '승인', STRANGER);
    await bot.settled();
    expect(bot.telegram.control.answers().filter(({ show_alert }) => show_alert)).toEqual([]);
    bot.say('/status', STRANGER, id);
    bot.say('/status', KOREAN, id);
    await bot.card('결정 대기 2', id);
    const sent = bot.telegram.control.requests().filter(({ status }) => status === 400);
    expect(sent.length).toBeLessThan(3);
  });

  it('that was paired anew under its new id is one chat', async () => {
    const running = bot.start();
    await bot.running();
    await pairGroup();
    await running.stop();
    const { id } = bot.telegram.control.upgrade(GROUP, { untold: true });
    bot.start();
    await bot.pair(bot.tenant.owner.actor, KOREAN, id);
    await bot.raise({});
    await expect
      .poll(async () => (await chats()).map((chat) => chat.chat_id))
      .toEqual([String(id)]);
    await bot.settled();
    expect(bot.cards(id).filter(({ text }) => text?.includes('Campaign 1'))).toHaveLength(1);
  });

  it('that the configuration names is not followed, and says what to set', async () => {
    bot.start({ allowedChatId: GROUP });
    await bot.running();
    await pairGroup();
    const { id } = bot.telegram.control.upgrade(GROUP, { untold: true });
    await bot.raise({});
    await expect.poll(chats).toMatchObject([
      {
        chat_id: String(GROUP),
        state: 'blocked',
        state_message: expect.stringContaining(`${id}`),
      },
    ]);
    expect(bot.cards(id)).toEqual([]);
    expect(bot.logged.join('\n')).toContain(`set it to ${id}`);
  });
});

const moves = () =>
  bot.db
    .selectFrom('app_dashboard.audit_log')
    .select(['before', 'after'])
    .where('action', '=', 'telegram_chat.move')
    .where('agency_id', '=', bot.tenant.agencyId)
    .execute();
