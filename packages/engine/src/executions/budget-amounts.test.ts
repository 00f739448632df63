import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { proposeAction } from '../proposals/propose-action.ts';
import { type AdAccount, budget, openAdAccount } from './test/ad-account.ts';

let database: TestDatabase;
const opened: AdAccount[] = [];
beforeAll(async () => {
  database = await createTestDatabase({ max: 12 });
});
afterEach(async () => {
  for (const account of opened.splice(0)) await account.close();
});
afterAll(() => database.close());

async function open(options: Parameters<typeof openAdAccount>[1] = {}): Promise<AdAccount> {
  const account = await openAdAccount(database.db, options);
  opened.push(account);
  return account;
}

it.each([
  ['KRW', '1'],
  ['JPY', '1'],
  ['USD', '100'],
] as const)('a budget of a %s account is sent in its own minor units', async (currency, offset) => {
  const account = await open({ currency });
  const adset = account.pick('adset', { budget: true });
  const wanted = String(Math.round(Number(adset.budget)) + 5);
  expect(await account.run(budget(adset, wanted, currency))).toMatchObject({ code: 'done' });
  const [write] = account.writes(adset.id);
  expect(write?.params.daily_budget).toBe(String(BigInt(wanted) * BigInt(offset)));
  expect(account.live(adset.id).budget).toBe(wanted);
});

it('a budget of another currency, or with fractions of the smallest unit, is not even proposed', async () => {
  const account = await open();
  const adset = account.pick('adset', { budget: true });
  const propose = (amount: string, currency: string) =>
    proposeAction(account.ctx, {
      shopId: account.shopId,
      connectorId: account.connectorId,
      action: budget(adset, amount, currency),
    });
  await expect(propose('50000', 'USD')).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(propose('50000.5', 'KRW')).rejects.toMatchObject({ code: 'invalid_amount' });
  await expect(propose('0', 'KRW')).rejects.toMatchObject({ code: 'invalid_amount' });
});

it('a budget held by the campaign cannot be set on its ad sets, nor the other way round', async () => {
  const account = await open();
  const objects = account.sim.control.entities(account.accountId);
  const campaigns = objects.filter(
    ({ level, status }) => level === 'campaign' && status === 'ACTIVE',
  );
  const holder = campaigns.find(({ dailyBudget }) => dailyBudget !== null);
  const without = campaigns.find(({ dailyBudget }) => dailyBudget === null);
  const below = objects.find(({ parentId }) => parentId === holder?.id);
  for (const [target, level] of [
    [below, 'adset'],
    [without, 'campaign'],
  ] as const) {
    await expect(
      proposeAction(account.ctx, {
        shopId: account.shopId,
        connectorId: account.connectorId,
        action: budget({ id: target?.id ?? '', level }, '50000'),
      }),
    ).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('no daily budget of its own'),
    });
  }
});
