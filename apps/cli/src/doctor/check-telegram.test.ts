import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { noteBotState, takePollingLease } from '@commerce/engine';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkTelegram } from './check-telegram.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it('says how the bot is, and what to do about it', async () => {
  let now = new Date('2026-11-20T03:00:00Z');
  const ctx = { db: database.db, now: () => now };
  const withToken = { telegram: { token: '1:x', allowedChatId: null, apiRoot: null } };
  const look = () => checkTelegram({ telegram: null }, ctx);
  expect(await look()).toBeNull();
  expect(await checkTelegram(withToken, ctx)).toMatchObject({ status: 'ok', action: null });

  await takePollingLease(ctx, { lifeMs: 30_000 });
  await noteBotState(ctx, { state: 'connecting' });
  expect(await look()).toMatchObject({ status: 'ok', message: 'is connecting' });
  await noteBotState(ctx, { state: 'running', username: 'shop_bot' });
  expect(await look()).toMatchObject({
    status: 'ok',
    message: expect.stringContaining('@shop_bot'),
  });
  await noteBotState(ctx, { state: 'unauthorized' });
  expect(await look()).toMatchObject({
    status: 'warning',
    action: expect.stringContaining('TELEGRAM_BOT_TOKEN'),
  });
  await noteBotState(ctx, { state: 'conflict' });
  now = new Date('2026-11-20T04:00:00Z');
  // The same again does not move the instant.
  await noteBotState(ctx, { state: 'conflict' });
  expect(await look()).toMatchObject({
    status: 'warning',
    message: expect.stringContaining('2026-11-20T03:00:00.000Z'),
    action: expect.stringContaining('@BotFather'),
  });
  // A process that was killed said nothing; its lease has run out.
  await noteBotState(ctx, { state: 'running' });
  expect(await look()).toMatchObject({
    status: 'ok',
    message: expect.stringContaining('not running'),
  });
});
