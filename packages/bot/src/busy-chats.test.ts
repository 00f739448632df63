import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { decideProposals, stopStatus } from '@commerce/engine';
import type { SimMessage } from '@commerce/simulators';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BotFixture, KOREAN, openBot } from './test/bot-fixture.ts';

let database: TestDatabase;
let bot: BotFixture;
beforeAll(async () => {
  database = await createTestDatabase({ max: 10 });
});
afterAll(() => database.close());
beforeEach(async () => {
  bot = await openBot(database);
  bot.start();
  await bot.running();
  await bot.pair();
});
afterEach(() => bot.close());

const FRIEND = { id: 777_000_333, first_name: 'Staff', language_code: 'ko' };
const GROUP = -100_777;
const LONG_WAIT = 8;
/** Much less than Telegram's wait, much more than a busy machine needs. */
const PROMPT = { timeout: 6_500 };
const tooMany = {
  code: 429,
  description: `Too Many Requests: retry after ${LONG_WAIT}`,
  parameters: { retry_after: LONG_WAIT },
};
const keys = (message: SimMessage) => message.reply_markup?.inline_keyboard?.flat() ?? [];
const cards = (chatId = KOREAN.id) =>
  bot.cards(chatId).filter((message) => keys(message).some((key) => key.callback_data));
const refused = (method: string) =>
  bot.telegram.control.requests().some((one) => one.method === method && one.status === 429);

describe('a chat that Telegram makes wait', () => {
  it('keeps no other chat from being heard, nor the stop of everything', async () => {
    await bot.pair(bot.tenant.staff.actor, FRIEND);
    bot.telegram.control.failNext({ method: 'sendMessage', error: tooMany });
    bot.say('/status');
    await expect.poll(() => refused('sendMessage')).toBe(true);
    bot.say('/stop');
    await expect
      .poll(async () => (await stopStatus(bot.as(bot.tenant.owner.actor))).stops.length, PROMPT)
      .toBe(1);
    bot.say('/status', FRIEND);
    await expect.poll(() => bot.cards(FRIEND.id).at(-1)?.text, PROMPT).toContain('상태');
  });

  it('keeps no other chat from its cards', async () => {
    bot.telegram.control.failNext({ method: 'sendMessage', error: tooMany });
    await bot.raise({});
    await expect.poll(() => refused('sendMessage')).toBe(true);
    bot.telegram.control.addChat({ id: GROUP, type: 'supergroup', title: 'Shop' });
    await bot.pair(bot.tenant.owner.actor, KOREAN, GROUP);
    await bot.queue();
    await expect.poll(() => cards(GROUP).length, PROMPT).toBe(1);
    expect(cards()).toHaveLength(0);
    await expect.poll(() => cards().length).toBe(1);
  });

  it('waits for no decision of its own: the spinner is not the tap', async () => {
    const [id] = await bot.raise({});
    await expect.poll(() => cards().length).toBe(1);
    bot.telegram.control.failNext({ method: 'answerCallbackQuery', error: tooMany });
    bot.press(cards()[0]!, '승인');
    await expect.poll(async () => (await bot.proposal(id!)).status, PROMPT).toBe('approved');
  });
});

describe('a card', () => {
  it('is not turned into another by the button of an old one', async () => {
    const [first] = await bot.raise({}, { entity_id: 'other', entity_name: 'Other' });
    await expect.poll(() => cards().length).toBe(2);
    const [one, two] = cards();
    const data = keys(one!).find(({ text }) => text.includes('승인'))?.callback_data ?? '';
    bot.telegram.control.press({ messageId: two!.message_id, from: KOREAN, forged: data });
    await bot.settled();
    await expect.poll(() => bot.logged.join('\n')).toContain('of another message');
    expect((await bot.proposal(first!)).status).toBe('proposed');
    expect(cards()[1]?.text).toBe(two!.text);
  });

  it('that was deleted comes again, also when Telegram asks to wait just then', async () => {
    const [id] = await bot.raise({});
    await expect.poll(() => cards().length).toBe(1);
    bot.telegram.control.deleteMessage(KOREAN.id, cards()[0]!.message_id);
    const wait = { ...tooMany, parameters: { retry_after: 90 } };
    bot.telegram.control.failNext({ method: 'sendMessage', error: wait });
    await decideProposals(bot.as(bot.tenant.owner.actor, 'web', 'Minji'), {
      decision: 'approve',
      members: [{ id: id! }],
    });
    await expect.poll(() => refused('sendMessage')).toBe(true);
    await bot.settled();
    bot.clock.advance(91_000);
    await expect.poll(() => cards().at(-1)?.text).toContain('Minji');
  });

  it('that Telegram will not edit is given up after ten tries', async () => {
    const [id] = await bot.raise({});
    await expect.poll(() => cards().length).toBe(1);
    bot.telegram.control.failNext({
      method: 'editMessageText',
      times: 1_000,
      error: { code: 400, description: 'Bad Request: MESSAGE_ID_INVALID' },
    });
    await decideProposals(bot.as(bot.tenant.owner.actor, 'web', 'Minji'), {
      decision: 'approve',
      members: [{ id: id! }],
    });
    const state = async () => {
      bot.clock.advance(3_601_000);
      const row = await bot.db
        .selectFrom('app_dashboard.notifications')
        .select(['state', 'error'])
        .where('proposal_id', '=', id!)
        .executeTakeFirstOrThrow();
      return row.state;
    };
    await expect.poll(state).toBe('failed');
    const edits = bot.telegram.control.requests().filter((one) => one.method === 'editMessageText');
    expect(edits.length).toBeLessThanOrEqual(11);
  });
});

describe('a network that is away for hours', () => {
  it('loses no decision', async () => {
    bot.telegram.control.failNext({ method: 'sendMessage', times: 15, error: 'close' });
    await bot.raise({});
    const sent = () => {
      bot.clock.advance(3_000_000);
      return cards().length;
    };
    await expect.poll(sent).toBe(1);
    const tried = bot.telegram.control.requests().filter((one) => one.method === 'sendMessage');
    expect(tried.length).toBeGreaterThan(15);
  });
});

describe('words that are too long', () => {
  // Each letter is two units of UTF-16; a cut in between is text that no database takes.
  const emoji = '😀'.repeat(600);

  it('stop everything all the same', async () => {
    bot.say(`/stop a${emoji}`);
    await expect
      .poll(async () => (await stopStatus(bot.as(bot.tenant.owner.actor))).stops.length)
      .toBe(1);
  });

  it('reject all the same', async () => {
    const [id] = await bot.raise({});
    await expect.poll(() => cards().length).toBe(1);
    bot.press(cards()[0]!, '거절');
    await expect
      .poll(() =>
        keys(cards()[0]!)
          .map(({ text }) => text)
          .join(),
      )
      .toContain('직접 쓰기');
    bot.press(cards()[0]!, '직접 쓰기');
    const prompt = await bot.card('답장');
    await bot.settled();
    bot.telegram.control.say({ from: KOREAN, text: `a${emoji}`, replyTo: prompt.message_id });
    await expect.poll(async () => (await bot.proposal(id!)).status).toBe('rejected');
  });
});
