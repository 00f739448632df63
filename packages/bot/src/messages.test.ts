import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { decideProposals, listTelegramChats } from '@commerce/engine';
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
});
afterEach(() => bot.close());

async function open(options: Parameters<BotFixture['start']>[0] = {}): Promise<void> {
  bot.start(options);
  await bot.running();
  await bot.pair();
}
const keys = (message: SimMessage) => message.reply_markup?.inline_keyboard?.flat() ?? [];
const cards = () => bot.cards().filter((message) => keys(message).some((key) => key.callback_data));
const reject = async (id: string) => {
  const [verdict] = await decideProposals(bot.as(bot.tenant.owner.actor, 'web', 'Minji'), {
    decision: 'reject',
    members: [{ id }],
  });
  expect(verdict?.ok).toBe(true);
};

describe('what is sent', () => {
  it('is one card for one decision; a list and five cards for many', async () => {
    await open();
    await bot.raise({});
    await expect.poll(() => cards().length).toBe(1);
    expect(bot.cards()).toHaveLength(2);
    const names = Array.from({ length: 12 }, (_, index) => ({
      entity_id: `many${index}`,
      entity_name: `Campaign ${index} ${'긴 이름 '.repeat(90)}`,
    }));
    await bot.raise(...names);
    await bot.card('결정을 기다리는 제안 12개');
    await expect.poll(() => cards().length).toBe(6);
    for (const { text } of bot.cards()) expect(text!.length).toBeLessThanOrEqual(4096);
    expect(bot.telegram.control.requests().filter(({ status }) => status === 400)).toEqual([]);
    await bot.settled();
    expect(cards()).toHaveLength(6);
  });

  it('keeps to one message a second in a chat', async () => {
    await open({ timing: { poll: 5_000, outbox: 20, messageGap: 200, lease: 3_000, retry: 50 } });
    const before = performance.now();
    await bot.raise({}, { entity_id: 'b' }, { entity_id: 'c' });
    await expect.poll(() => cards().length).toBe(3);
    expect(performance.now() - before).toBeGreaterThan(580);
  });

  it('leads to the web app by a button, or by an address where only this machine knows it', async () => {
    await open();
    const [id] = await bot.raise({});
    const local = await bot.card(`http://127.0.0.1:8010/inbox/${id}`);
    expect(keys(local).some((key) => key.url)).toBe(false);
    await bot.close();
    bot = await openBot(database);
    await open({ webOrigin: 'https://shop.example.com' });
    const [other] = await bot.raise({});
    await expect
      .poll(() =>
        cards()
          .flatMap(keys)
          .map((key) => key.url),
      )
      .toContain(`https://shop.example.com/inbox/${other}`);
  });

  it('goes without formatting where Telegram cannot read it', async () => {
    await open();
    bot.telegram.control.failNext({
      method: 'sendMessage',
      error: { code: 400, description: "Bad Request: can't parse entities: byte offset 3" },
    });
    await bot.raise({ entity_name: 'A & B <i>' });
    const card = await bot.card('A & B <i>');
    expect(card.entities).toBeUndefined();
    expect(keys(card).length).toBeGreaterThan(2);
  });

  it('waits for a chat that blocked the bot until it writes again', async () => {
    await open();
    bot.telegram.control.forbid(KOREAN.id);
    await bot.raise({});
    const chat = async () => (await listTelegramChats(bot.as(bot.tenant.owner.actor)))[0];
    await expect.poll(async () => (await chat())?.state).toBe('blocked');
    expect((await chat())?.state_message).toContain('blocked by the user');
    bot.say('/help');
    await expect.poll(() => cards().length).toBe(1);
    expect((await chat())?.state).toBe('active');
  });

  it('waits as long as Telegram asks: a little at once, long in the outbox', async () => {
    await open();
    const tooMany = (seconds: number) => ({
      code: 429,
      description: `Too Many Requests: retry after ${seconds}`,
      parameters: { retry_after: seconds },
    });
    bot.telegram.control.failNext({ method: 'sendMessage', error: tooMany(1) });
    const [id] = await bot.raise({});
    await expect.poll(() => cards().length).toBe(1);
    bot.telegram.control.failNext({ method: 'editMessageText', error: tooMany(90) });
    await reject(id!);
    const edits = () =>
      bot.telegram.control.requests().filter(({ method }) => method === 'editMessageText');
    await expect.poll(() => edits().map(({ status }) => status)).toEqual([429]);
    bot.clock.advance(89_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(edits()).toHaveLength(1);
    bot.clock.advance(1_000);
    await bot.card('Minji');
  });

  it('is sent anew when its message is gone', async () => {
    await open();
    const [id] = await bot.raise({});
    await expect.poll(() => cards().length).toBe(1);
    const [card] = cards();
    bot.telegram.control.deleteMessage(KOREAN.id, card!.message_id);
    await reject(id!);
    const again = await bot.card('Minji');
    expect(again.message_id).not.toBe(card!.message_id);
  });

  it('brings the digest at its hour, and when it is asked for', async () => {
    await open();
    bot.say('/digest 8');
    await bot.card('매일 8:00');
    bot.say('/digest');
    await bot.card('2026-11-20 요약');
    bot.clock.set('2026-11-20T23:00:00Z');
    await bot.queue();
    const digest = await bot.card('2026-11-21 요약');
    expect(digest.text).toContain('Seoul Goods');
    bot.say('/digest off');
    await bot.card('매일 요약을 끕니다');
    bot.clock.set('2026-11-21T23:00:00Z');
    await bot.queue();
    await bot.settled();
    expect(bot.cards().filter(({ text }) => text?.includes('2026-11-22 요약'))).toEqual([]);
  });
});

describe('several at once', () => {
  const pause = (entity_id: string) => ({ kind: 'pause', level: 'campaign', entity_id }) as const;

  it('are executed by one button bound to the list, and undone since a day', async () => {
    await open();
    const campaigns = bot.campaigns().slice(0, 2);
    const ids: string[] = [];
    for (const { id } of campaigns) ids.push(await bot.propose(pause(id)));
    const approve = (id: string) =>
      decideProposals(bot.as(bot.tenant.owner.actor), { decision: 'approve', members: [{ id }] });
    await approve(ids[0]!);
    await approve(ids[1]!);
    bot.say('/execute');
    const list = await bot.card('실행을 기다리는 제안 2개');
    bot.press(list, '모두 실행');
    await bot.card('2개 중 2개 처리했습니다');
    const status = (id: string) =>
      bot.ads.control.entities('990010001').find((entity) => entity.id === id)?.status;
    expect(campaigns.map(({ id }) => status(id))).toEqual(['PAUSED', 'PAUSED']);

    bot.say('/undo 어제쯤');
    await bot.card('언제부터인지');
    bot.say('/undo 오늘');
    bot.press(await bot.card('2개 실행 중 2개를'), '2개 되돌리기');
    await expect.poll(() => campaigns.map(({ id }) => status(id))).toEqual(['ACTIVE', 'ACTIVE']);
    const told = () => bot.cards().filter(({ text }) => text?.includes('2개 중 2개 처리했습니다'));
    await expect.poll(() => told().length).toBe(2);
    bot.say('/undo');
    await bot.card('되돌릴 수 있는 실행이 없습니다');
  });

  it('are not executed when the list has changed meanwhile', async () => {
    await open();
    const [one, two] = bot.campaigns();
    const ids = [await bot.propose(pause(one!.id)), await bot.propose(pause(two!.id))];
    await decideProposals(bot.as(bot.tenant.owner.actor), {
      decision: 'approve',
      members: ids.map((id) => ({ id })),
    });
    bot.say('/execute');
    const list = await bot.card('실행을 기다리는 제안 2개');
    await reject(ids[0]!);
    bot.press(list, '모두 실행');
    await bot.card('그사이 목록이 바뀌어');
    expect((await bot.proposal(ids[1]!)).status).toBe('approved');
  });
});
