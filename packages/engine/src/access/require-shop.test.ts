import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { createTenant, type TestTenant } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../context.ts';
import { requireShop } from './require-shop.ts';

let database: TestDatabase;
let tenant: TestTenant;
let shopId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await createTenant(database.db);
  shopId = tenant.shops[0]!.id;
});
afterAll(() => database.close());

/** The person's API key with these scopes. */
const keyOf = ({ actor }: { actor: Actor }, scopes: string[]): Actor => ({
  ...actor,
  type: 'api_key',
  user: { ...actor.user!, scopes },
});
const ask = (actor: Actor, need: 'read' | 'propose' | 'manage') =>
  requireShop(database.db, actor, shopId, need);

describe('a shop', () => {
  it('is managed by its owner, its manager, their keys that write, and the system', async () => {
    const system: Actor = { type: 'system', id: 'test', user: null };
    for (const actor of [
      system,
      tenant.owner.actor,
      tenant.staff.actor,
      keyOf(tenant.staff, ['read', 'write']),
    ]) {
      expect(await ask(actor, 'manage')).toMatchObject({ id: shopId });
    }
  });

  it('may be read, but not managed, by a viewer and by keys that only read', async () => {
    for (const actor of [tenant.storeUser.actor, keyOf(tenant.owner, ['read'])]) {
      expect(await ask(actor, 'read')).toMatchObject({ id: shopId });
      await expect(ask(actor, 'manage')).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('gets wishes, and no change, from keys that propose; from others who read it neither', async () => {
    const proposer = keyOf(tenant.staff, ['propose', 'read']);
    for (const actor of [proposer, keyOf(tenant.owner, ['write']), tenant.staff.actor]) {
      expect(await ask(actor, 'propose')).toMatchObject({ id: shopId });
    }
    await expect(ask(proposer, 'manage')).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('only read and propose'),
    });
    for (const actor of [
      keyOf(tenant.owner, ['read']),
      keyOf(tenant.storeUser, ['read', 'propose']),
      tenant.storeUser.actor,
    ]) {
      await expect(ask(actor, 'propose')).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  it('of others is not there, whatever is asked', async () => {
    const stranger = await createTenant(database.db);
    for (const actor of [stranger.owner.actor, keyOf(stranger.owner, ['read'])]) {
      await expect(ask(actor, 'read')).rejects.toMatchObject({ code: 'not_found' });
      await expect(ask(actor, 'manage')).rejects.toMatchObject({ code: 'not_found' });
    }
  });
});
