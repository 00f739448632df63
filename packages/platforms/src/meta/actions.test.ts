import { type Action, PlatformError } from '@commerce/core';
import type { FaultKind } from '@commerce/simulators/meta';
import { afterEach, describe, expect, it } from 'vitest';
import { actions } from './actions.ts';
import {
  type AccountOptions,
  type SimulatedAccount,
  simulatedAccount,
} from './fixtures/simulated-account.ts';
import { type MinorBudget, toMinor } from './minor-units.ts';

const opened: SimulatedAccount[] = [];
afterEach(async () => {
  for (const account of opened.splice(0)) await account.close();
});

async function open(options: AccountOptions & { currency?: string } = {}) {
  const { currency = 'KRW', ...rest } = options;
  const account = await simulatedAccount(rest);
  opened.push(account);
  const { accountId, timezone } = account;
  account.connection.account = { currency, timezone, externalId: accountId };
  const entities = account.sim.control.entities(accountId);
  const active = entities.filter(({ status }) => status === 'ACTIVE');
  const ad = active.find(({ level }) => level === 'ad')!;
  const adset = active.find(({ level, dailyBudget }) => level === 'adset' && dailyBudget)!;
  const posts = () => account.sim.control.requests().filter(({ method }) => method === 'POST');
  return { ...account, entities, ad, adset, posts };
}

const pause = ({ id }: { id: string }): Action => ({ kind: 'pause', level: 'ad', entity_id: id });
const budget = ({ id }: { id: string }, amount: string, currency = 'KRW'): Action => ({
  ...{ kind: 'set_daily_budget', level: 'adset', entity_id: id },
  budget: { amount, currency },
});

async function failure(work: Promise<unknown>): Promise<PlatformError> {
  const error = await work.catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(PlatformError);
  return error as PlatformError;
}

describe('minor units', () => {
  it('follow the account’s currency, exactly', () => {
    expect(toMinor({ amount: '5000', currency: 'KRW' }, 'KRW')).toBe('5000');
    expect(toMinor({ amount: '5000', currency: 'JPY' }, 'JPY')).toBe('5000');
    expect(toMinor({ amount: '30.5', currency: 'USD' }, 'USD')).toBe('3050');
    expect(toMinor({ amount: '1.25', currency: 'BHD' }, 'BHD')).toBe('125');
  });

  it('are refused where they would be guessed or rounded', () => {
    const refused = (amount: string, currency: string, account = currency) =>
      expect(() => toMinor({ amount, currency }, account));
    refused('5000', 'USD', 'KRW').toThrow(/counts in KRW/);
    refused('5', 'QQQ').toThrow(/not known/);
    refused('5000.5', 'KRW').toThrow(/fractions/);
    refused('1.005', 'USD').toThrow(/fractions/);
    refused('0', 'KRW').toThrow(/positive/);
    refused('-5', 'KRW').toThrow(/positive/);
    // @ts-expect-error a bare string is no budget: it may be in the wrong unit
    const wrong: MinorBudget = '500000';
    expect(wrong).toBe('500000');
  });
});

describe('reading', () => {
  it('shows the object in major units, by level', async () => {
    const { connection, ad, adset, entities } = await open();
    const campaign = entities.find(({ level, dailyBudget }) => level === 'campaign' && dailyBudget);
    expect(await actions.read(connection, { level: 'adset', entity_id: adset.id })).toMatchObject({
      status: 'ACTIVE',
      daily_budget: adset.dailyBudget,
      lifetime_budget: null,
      currency: 'KRW',
    });
    expect(await actions.read(connection, { level: 'ad', entity_id: ad.id })).toMatchObject({
      daily_budget: null,
    });
    const target = { level: 'campaign', entity_id: campaign?.id ?? '' } as const;
    expect((await actions.read(connection, target)).daily_budget).toBe(campaign?.dailyBudget);
  });

  it('leaves objects of other ad accounts alone', async () => {
    const { connection, sim } = await open();
    const foreign = sim.control.entities('990010002').find(({ level }) => level === 'ad');
    const error = await failure(
      actions.read(connection, { level: 'ad', entity_id: foreign?.id ?? '' }),
    );
    expect(error).toMatchObject({ kind: 'permission' });
    const path = { level: 'ad', entity_id: '12/insights' } as const;
    expect(await failure(actions.read(connection, path))).toMatchObject({
      kind: 'invalid_request',
    });
  });
});

describe('a dry run', () => {
  it('changes nothing and says beforehand what Meta would refuse', async () => {
    const { connection, adset, sim, accountId } = await open();
    await actions.preview?.(connection, budget(adset, '70000'));
    const after = sim.control.entities(accountId).find(({ id }) => id === adset.id);
    expect(after?.dailyBudget).toBe(adset.dailyBudget);
    const error = await failure(
      actions.preview?.(connection, budget(adset, '1')) ?? Promise.resolve(),
    );
    expect(error).toMatchObject({ kind: 'invalid_request', platformCode: '100' });
    expect(error.message).toContain('Meta refused the change; nothing was changed.');
  });

  it('refuses a budget on the level that does not hold it', async () => {
    const { connection, entities } = await open();
    const holder = entities.find(({ level, dailyBudget }) => level === 'campaign' && dailyBudget);
    const below = entities.find(({ parentId }) => parentId === holder?.id);
    const error = await failure(
      actions.preview?.(connection, budget({ id: below?.id ?? '' }, '70000')) ?? Promise.resolve(),
    );
    expect(error).toMatchObject({ kind: 'invalid_request', platformCode: '100' });
    expect(error.message).toContain('The campaign holds the budget');
  });
});

describe('a write', () => {
  it('is what was described, and nothing of it is a secret', async () => {
    const { connection, adset, sim, accountId } = await open();
    const action = budget(adset, '70000');
    const receipt = await actions.execute(connection, action);
    expect(receipt).toEqual({
      request: actions.describe(connection, action),
      response: { success: true },
    });
    expect(JSON.stringify(receipt)).not.toContain(sim.accessToken);
    const after = sim.control.entities(accountId).find(({ id }) => id === adset.id);
    expect(after?.dailyBudget).toBe('70000');
  });

  it.each<FaultKind>([
    ...(['apply_then_timeout', 'apply_then_close', 'close_socket', 'http_500'] as const),
    ...(['unknown', 'transient', 'malformed', 'truncate', 'error_in_200'] as const),
  ])('without a clear answer (%s) is of unknown outcome and is sent once', async (kind) => {
    const { connection, ad, sim, posts } = await open();
    sim.control.failNext({ kind, match: { method: 'POST' } });
    expect(await failure(actions.execute(connection, pause(ad)))).toMatchObject({
      kind: 'unknown_outcome',
    });
    expect(posts()).toHaveLength(1);
  });

  it.each<[FaultKind, string]>([
    ['throttled', 'rate_limited'],
    ['buc', 'rate_limited'],
    ['token_expired', 'credentials'],
    ['permission', 'permission'],
    ['not_visible', 'permission'],
  ])('that is clearly refused (%s) was not made and is not sent again', async (fault, kind) => {
    const { connection, ad, sim, posts } = await open();
    sim.control.failNext({ kind: fault, match: { method: 'POST' } });
    const error = await failure(actions.execute(connection, pause(ad)));
    expect(error).toMatchObject({ kind });
    expect(error.message).toContain('nothing was changed');
    expect(posts()).toHaveLength(1);
    const now = sim.control.entities('990010001').find(({ id }) => id === ad.id);
    expect(now?.status).toBe('ACTIVE');
  });

  it('of a fifth budget within the hour says when to come back', async () => {
    const { connection, adset } = await open();
    for (const amount of ['61000', '62000', '63000', '64000']) {
      await actions.execute(connection, budget(adset, amount));
    }
    const error = await failure(actions.execute(connection, budget(adset, '65000')));
    expect(error).toMatchObject({
      kind: 'rate_limited',
      platformCode: '613/1487632',
      retryAfterMs: 3_600_000,
    });
  });
});
