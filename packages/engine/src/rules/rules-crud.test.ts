import { createTestDatabase, type TestDatabase, testEngines } from '@commerce/db/testing';
import {
  createTenant,
  createTestClock,
  createTestContext,
  type TestTenant,
} from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor, EngineContext } from '../context.ts';
import { createSmallBusiness } from '../test/small-business.ts';
import { archiveRule } from './archive-rule.ts';
import { backtestRule } from './backtest-rule.ts';
import { createRule } from './create-rule.ts';
import { evaluateConnector } from './evaluate-connector.ts';
import { getRule } from './get-rule.ts';
import { listRules } from './list-rules.ts';
import { listRuleTemplates } from './list-rule-templates.ts';
import { updateRule } from './update-rule.ts';

describe.each(testEngines())('rules of a shop on %s', (engine) => {
  let database: TestDatabase;
  let business: Awaited<ReturnType<typeof createSmallBusiness>>;
  let stranger: TestTenant;
  let as: (actor: Actor) => EngineContext;
  let ctx: EngineContext;
  let shopId: string;

  beforeAll(async () => {
    database = await createTestDatabase({ engine });
    business = await createSmallBusiness(database.db, [{ currency: 'KRW' }, { currency: 'USD' }]);
    stranger = await createTenant(database.db);
    const clock = createTestClock('2026-11-20T03:00:00Z');
    as = (actor) => createTestContext({ db: database.db, platforms: [], clock, actor });
    ctx = as({ ...business.tenant.staff.actor, name: 'Jiwoo' });
    shopId = business.shopId;
  });
  afterAll(() => database.close());

  const killSwitch = (more: object = {}) =>
    createRule(ctx, { shopId, template: 'kill_switch', state: 'shadow', ...more });

  it('are changed by managers only; an AI may not either', async () => {
    const rule = await killSwitch();
    const key = { shopId, ruleId: rule.id };
    const owner = business.tenant.owner.actor;
    const reading: Actor = {
      ...owner,
      type: 'api_key',
      user: { ...owner.user!, scopes: ['read'] },
    };
    for (const actor of [
      business.tenant.storeUser.actor,
      reading,
      { ...owner, type: 'mcp' } as Actor,
    ]) {
      const asked = as(actor);
      const refused = { code: 'forbidden' };
      await expect(
        createRule(asked, { shopId, template: 'kill_switch', state: 'enabled' }),
      ).rejects.toMatchObject(refused);
      await expect(updateRule(asked, { ...key, state: 'enabled' })).rejects.toMatchObject(refused);
      await expect(archiveRule(asked, key)).rejects.toMatchObject(refused);
      await expect(
        evaluateConnector(asked, { shopId, connectorId: business.ads[0]!.connectorId }),
      ).rejects.toMatchObject(refused);
      // They may look.
      expect(await getRule(asked, key)).toMatchObject({ id: rule.id });
      expect(await listRules(asked, { shopId })).toContainEqual(rule);
    }
    await archiveRule(ctx, key);
  });

  it('of another tenant are not found, whatever is asked', async () => {
    const rule = await killSwitch();
    const missing = { code: 'not_found' };
    const foreign = as(stranger.owner.actor);
    const own = stranger.shops[0]!.id;
    for (const key of [
      { shopId, ruleId: rule.id },
      { shopId: own, ruleId: rule.id },
      { shopId: own, ruleId: 'no id at all' },
    ]) {
      await expect(getRule(foreign, key)).rejects.toMatchObject(missing);
      await expect(updateRule(foreign, { ...key, state: 'enabled' })).rejects.toMatchObject(
        missing,
      );
      await expect(archiveRule(foreign, key)).rejects.toMatchObject(missing);
      await expect(
        backtestRule(foreign, {
          shopId: key.shopId,
          rule: { ruleId: key.ruleId },
          from: '2026-11-01',
          to: '2026-11-10',
        }),
      ).rejects.toMatchObject(missing);
    }
    expect(await listRules(foreign, { shopId: own })).toEqual([]);
    // The control: their own is found.
    const theirs = await createRule(foreign, {
      shopId: own,
      template: 'stale_data',
      state: 'shadow',
    });
    expect(await getRule(foreign, { shopId: own, ruleId: theirs.id })).toMatchObject({
      template: 'stale_data',
    });
    await archiveRule(ctx, { shopId, ruleId: rule.id });
  });

  it('take the template’s defaults in the currency of their accounts', async () => {
    const [won, usd] = business.ads;
    const own = await killSwitch({ scope: { connector_ids: [won!.connectorId] } });
    const dollars = await killSwitch({ scope: { connector_ids: [usd!.connectorId] } });
    expect(own).toMatchObject({ scope: { currency: 'KRW' }, version: 1, state: 'shadow' });
    expect(dollars.scope.currency).toBe('USD');
    expect(Number(own.parameters.spend)).toBeGreaterThan(100 * Number(dollars.parameters.spend));
    for (const { id } of [own, dollars]) await archiveRule(ctx, { shopId, ruleId: id });
  });

  it('get a version with everything that decides what they do, and keep the old ones', async () => {
    const rule = await killSwitch({ name: ' Watchdog ' });
    const key = { shopId, ruleId: rule.id };
    expect(rule.name).toBe('Watchdog');
    const named = await updateRule(ctx, { ...key, name: 'Guard', state: 'enabled' });
    expect(named).toMatchObject({ version: 1, name: 'Guard', state: 'enabled' });
    const changed = await updateRule(ctx, {
      ...key,
      expectVersion: 1,
      parameters: { days: '5' },
      quietHours: { from: '22:00', to: '08:00' },
    });
    expect(changed).toMatchObject({
      version: 2,
      parameters: { ...rule.parameters, days: '5' },
      quiet_hours: { from: '22:00', to: '08:00' },
    });
    expect(await updateRule(ctx, { ...key, parameters: { days: '5' } })).toEqual(changed);
    await expect(updateRule(ctx, { ...key, expectVersion: 1, cooldownHours: 1 })).rejects.toThrow(
      'changed meanwhile',
    );
    const { versions } = await getRule(ctx, key);
    expect(versions).toMatchObject([
      { version: 2, parameters: { days: '5' }, changed_by: 'Jiwoo' },
      { version: 1, parameters: rule.parameters, quiet_hours: null },
    ]);
    const without = await updateRule(ctx, { ...key, quietHours: null });
    expect(without).toMatchObject({ version: 3, quiet_hours: null });
    await archiveRule(ctx, key);
    await expect(updateRule(ctx, { ...key, state: 'enabled' })).rejects.toThrow('archived');
    expect((await listRules(ctx, { shopId })).map(({ id }) => id)).not.toContain(rule.id);
    expect((await getRule(ctx, key)).archived_at).toBe('2026-11-20T03:00:00.000Z');
    const audit = await database.db
      .selectFrom('app_dashboard.audit_log')
      .select('action')
      .where('target_id', '=', rule.id)
      .execute();
    // Written in one standing instant, so in no order.
    expect(audit.map(({ action }) => action).sort()).toEqual([
      'rule.archive',
      'rule.create',
      'rule.update',
      'rule.update',
      'rule.update',
    ]);
  });

  it.each([
    [{ template: 'horoscope' }, 'no rule template'],
    [{ parameters: { spend: 'much', luck: '7' } }, 'luck is no parameter'],
    [{ scope: { connector_ids: ['00000000-0000-4000-8000-000000000000'] } }, 'no ad account'],
    [{ scope: { profiles: ['fame'] } }, 'no KPI profile'],
    [{ scope: { levels: ['account'] } }, 'scope.levels'],
    [{ quietHours: { from: '25:00', to: '08:00' } }, 'time of day'],
    [{ cooldownHours: 1.5 }, 'whole number'],
    [{ dailyLimit: 0 }, 'whole number'],
    [{ name: ' ' }, '1 to 120'],
  ])('refuse %j and store nothing', async (wrong, words) => {
    await expect(killSwitch(wrong)).rejects.toThrow(words);
    expect(await listRules(ctx, { shopId })).toEqual([]);
  });

  it('are made from templates that say whether they fit', async () => {
    const templates = await listRuleTemplates(ctx, { shopId });
    expect(templates.find(({ key }) => key === 'stale_data')).toMatchObject({ fits: true });
    // Nothing was read yet.
    expect(templates.find(({ key }) => key === 'kill_switch')).toMatchObject({ fits: false });
    expect(new Set((await listRuleTemplates(ctx)).map(({ fits }) => fits))).toEqual(
      new Set([null]),
    );
  });
});
