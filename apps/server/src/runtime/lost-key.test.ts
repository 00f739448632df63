import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lostKeyHint } from './lost-key.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

it('says that credentials are sealed with a key that is gone, and says nothing where there are none', async () => {
  expect(await lostKeyHint(database.db, '/data/master.key')).toBeNull();
  await database.pool.query(`
    with a as (insert into app_dashboard.agencies (name) values ('One') returning id),
    s as (
      insert into app_dashboard.shops (agency_id, name, currency, timezone)
      select id, 'Shop', 'KRW', 'Asia/Seoul' from a returning id),
    c as (
      insert into app_dashboard.connectors (shop_id, platform, kind, mode, external_account_id, name)
      select s.id, 'meta', 'ads', 'api', n::text, 'Ads' from s, generate_series(1, 2) n returning shop_id, id)
    insert into app_dashboard.shop_credentials (shop_id, connector_id, name, ciphertext, key_id)
    select shop_id, id, name, 'v1.k1.a.b', 'k1' from c, unnest(array['access_token', 'app_secret']) name`);
  expect(await lostKeyHint(database.db, '/data/master.key')).toMatch(
    /credentials of 2 accounts .*put it back as \/data\/master\.key/,
  );
});
