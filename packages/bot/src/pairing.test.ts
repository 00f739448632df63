import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { createTelegramPairing, listTelegramChats, readBotState } from '@commerce/engine';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type BotFixture, KOREAN, openBot, STRANGER, TOKEN } from './test/bot-fixture.ts';

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

const owner = () => bot.as(bot.tenant.owner.actor);

describe('whom the bot talks to', () => {
  it('is nobody until a chat is let in by a code; strangers learn how, in private only', async () => {
    bot.start();
    await bot.running();
    bot.telegram.control.addChat({ id: -100, type: 'supergroup', title: 'Team' });
    for (const text of ['/inbox', '/stop', '/resume', 'hello']) bot.say(text, STRANGER);
    bot.say('/start', STRANGER, -100);
    bot.say('/start', STRANGER);
    await bot.card('registered people', STRANGER.id);
    await bot.settled();
    expect(bot.cards(STRANGER.id)).toHaveLength(1);
    expect(bot.cards(-100)).toHaveLength(0);

    bot.say('/start WRONGCODE1', KOREAN);
    await bot.card('코드가 틀렸거나');
    const { code } = await createTelegramPairing(owner());
    bot.say(`/start ${code}`, KOREAN);
    await bot.card('연결되었습니다');
    expect(await listTelegramChats(owner())).toMatchObject([{ chat_id: String(KOREAN.id) }]);
    bot.say('/inbox', KOREAN);
    await bot.card('지금 결정할 제안이 없습니다');
    // Single use.
    bot.say(`/start ${code}`, STRANGER);
    await bot.card('This code is wrong', STRANGER.id);
  });

  it('is one configured private chat, which needs no code', async () => {
    // The installation's owner is the first there is; here, other tests had theirs.
    await bot.db
      .updateTable('app_dashboard.users')
      .set({ disabled_at: bot.clock.now() })
      .where('agency_id', '<>', bot.tenant.agencyId)
      .execute();
    const before = bot.start();
    await bot.running();
    await bot.pair(bot.tenant.staff.actor, { ...STRANGER, id: 5 });
    await before.stop();
    bot.start({ allowedChatId: KOREAN.id });
    await bot.running();
    const { code } = await createTelegramPairing(owner());
    bot.say(`/start ${code}`, STRANGER);
    bot.say('/inbox', KOREAN);
    await bot.card('지금 결정할 제안이 없습니다');
    await bot.raise({});
    await bot.card('결정 대기');
    await bot.settled();
    expect(bot.cards(STRANGER.id)).toHaveLength(0);
    // Paired before the lock was set: neither heard nor told.
    expect(bot.cards(5)).toHaveLength(1);
  });

  it('is in a configured group only whoever paired it', async () => {
    bot.telegram.control.addChat({ id: -100, type: 'supergroup', title: 'Team' });
    bot.start({ allowedChatId: -100 });
    await bot.running();
    bot.say('/inbox', KOREAN, -100);
    await bot.settled();
    expect(bot.cards(-100)).toHaveLength(0);
    await bot.pair(bot.tenant.owner.actor, KOREAN, -100);
    bot.say('/status', STRANGER, -100);
    bot.telegram.control.say({
      text: '/status',
      from: { ...KOREAN, id: 1_087_968_824 },
      chatId: -100,
      senderChat: { id: -100, type: 'supergroup' },
    });
    bot.say('/status@another_bot', KOREAN, -100);
    await bot.settled();
    expect(bot.cards(-100)).toHaveLength(1);
    bot.say('/status@commerce_test_bot', KOREAN, -100);
    await bot.card('결정 대기 0', -100);
  });

  it('has a menu in both languages', async () => {
    bot.start();
    await bot.running();
    const { control } = bot.telegram;
    expect(control.commands('ko')).toContainEqual({ command: 'inbox', description: '결정할 제안' });
    expect(control.commands().map(({ command }) => command)).toEqual([
      'inbox',
      'status',
      'digest',
      'execute',
      'undo',
      'stop',
      'resume',
      'help',
    ]);
  });
});

describe('when something is wrong', () => {
  it('goes on after the network was lost, and never logs the token', async () => {
    bot.telegram.control.failNext({ method: 'getMe', times: 2, error: 'close' });
    bot.start();
    await bot.running();
    await bot.pair();
    bot.telegram.control.failNext({ method: 'getUpdates', error: 'close' });
    bot.telegram.control.failNext({ method: 'sendMessage', error: 'malformed' });
    bot.say('/help');
    await expect.poll(() => bot.states.at(-1)?.state).toBe('connecting');
    bot.say('/status');
    await bot.card('결정 대기 0');
    expect(bot.states.at(-1)).toMatchObject({ state: 'running' });
    expect(bot.logged.length).toBeGreaterThan(0);
    expect(bot.logged.join('\n')).not.toContain(TOKEN.split(':')[1]);
  });

  it('says that the token is refused', async () => {
    bot.start({ token: '999999:WRONG-token-of-somebody' });
    await expect.poll(() => bot.states.at(-1)?.state).toBe('unauthorized');
    expect(bot.logged.join('\n')).toMatch(/refuses the bot token/);
    expect(bot.logged.join('\n')).not.toContain('WRONG-token');
    await expect.poll(async () => (await readBotState(bot.ctx))?.state).toBe('unauthorized');
  });

  it('says that something else asks with the same token, and goes on when it stopped', async () => {
    bot.telegram.control.failNext({
      method: 'getUpdates',
      times: 2,
      error: { code: 409, description: 'Conflict: terminated by other getUpdates request' },
    });
    bot.start();
    await expect.poll(() => bot.states.map(({ state }) => state)).toContain('conflict');
    await bot.pair();
    await bot.running();
  });

  it('says so once, however often it tries, and leaves word of it for other processes', async () => {
    bot.telegram.control.failNext({
      method: 'getUpdates',
      times: 5,
      error: { code: 409, description: 'Conflict: terminated by other getUpdates request' },
    });
    const running = bot.start();
    const refused = () => bot.telegram.control.requests().filter(({ status }) => status === 409);
    await expect.poll(() => refused().length).toBeGreaterThan(2);
    expect(await readBotState(bot.ctx)).toMatchObject({ state: 'conflict' });
    await bot.pair();
    expect(bot.states.map(({ state }) => state)).toEqual([
      'connecting',
      'running',
      'conflict',
      'running',
    ]);
    expect(bot.logged.filter((line) => line.includes('same bot token'))).toHaveLength(1);
    expect(await readBotState(bot.ctx)).toMatchObject({
      state: 'running',
      username: 'commerce_test_bot',
    });
    await running.stop();
    expect(await readBotState(bot.ctx)).toMatchObject({ state: 'stopped', asking: false });
  });

  it('asks from one process only; another takes over when it ends', async () => {
    const first = bot.start();
    await bot.running();
    const others: string[] = [];
    bot.start({ onState: ({ state }) => void others.push(state) });
    await expect.poll(() => others.at(-1)).toBe('waiting');
    await bot.pair();
    const asked = bot.telegram.control.requests();
    expect(asked.filter(({ method }) => method === 'getMe')).toHaveLength(1);
    expect(asked.filter(({ status }) => status === 409)).toEqual([]);
    await first.stop();
    await expect.poll(() => others.at(-1)).toBe('running');
    bot.say('/status');
    await bot.card('결정 대기 0');
  });
});
