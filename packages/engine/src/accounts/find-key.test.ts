import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { createTenant, createTestClock, createTestContext } from '@commerce/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApiKey } from './api-keys.ts';
import { findKey } from './find-key.ts';
import { hashToken } from './random-token.ts';

let database: TestDatabase;
let keys: { id: string; hash: string; userId: string }[];

beforeAll(async () => {
  database = await createTestDatabase();
  const tenant = await createTenant(database.db);
  const clock = createTestClock('2026-11-20T03:00:00Z');
  const ctx = createTestContext({ db: database.db, platforms: [], clock });
  keys = [];
  for (const person of [tenant.owner, tenant.storeUser]) {
    const asPerson = { ...ctx, actor: person.actor };
    const { id, key } = await createApiKey(asPerson, { name: 'n', scopes: ['read'] });
    keys.push({ id, hash: hashToken(key), userId: person.id });
  }
});
afterAll(() => database.close());

const revoke = (id: string) =>
  database.db
    .updateTable('app_dashboard.api_keys')
    .set({ revoked_at: new Date() })
    .where('id', '=', id)
    .execute();

describe('findKey', () => {
  it('gives everybody who asks at once their own key, and a stranger none', async () => {
    const asked = Array.from({ length: 60 }, (_, n) => keys[n % 3]?.hash ?? `stranger ${n}`);
    const found = await Promise.all(asked.map((hash) => findKey(database.db, hash)));
    expect(found.map((key) => key?.user_id)).toEqual(asked.map((_, n) => keys[n % 3]?.userId));
  });

  it('sees a revocation that was over before it was asked, whatever is on its way', async () => {
    const [first, second] = keys as [(typeof keys)[0], (typeof keys)[0]];
    const onItsWay = Array.from({ length: 20 }, () => findKey(database.db, first.hash));
    await revoke(second.id);
    const later = findKey(database.db, second.hash);
    expect(await later).toBeUndefined();
    expect((await Promise.all(onItsWay)).every((key) => key?.id === first.id)).toBe(true);
  });

  it('goes on after a look-up that failed', async () => {
    const [first] = keys as [(typeof keys)[0]];
    await expect(findKey(database.db, 'not\0text')).rejects.toThrow();
    expect((await findKey(database.db, first.hash))?.id).toBe(first.id);
  });
});
