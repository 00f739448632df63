import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withSystem, withTenant } from './database.ts';
import { createTestDatabase, type TestDatabase, testEngines } from './testing.ts';

describe.each(testEngines())('transactions on %s', (engine) => {
  let database: TestDatabase;
  const ids: Record<'a' | 'b', { user: string; shop: string }> = {
    a: { user: '', shop: '' },
    b: { user: '', shop: '' },
  };

  beforeAll(async () => {
    database = await createTestDatabase({ engine });
    for (const key of ['a', 'b'] as const) {
      ids[key] = await withSystem(database.db, async (trx) => {
        const agency = await trx
          .insertInto('app_dashboard.agencies')
          .values({ name: key })
          .returning('id')
          .executeTakeFirstOrThrow();
        const user = await trx
          .insertInto('app_dashboard.users')
          .values({ agency_id: agency.id, email: `${key}@example.test`, role: 'AGENCY_OWNER' })
          .returning('id')
          .executeTakeFirstOrThrow();
        const shop = await trx
          .insertInto('app_dashboard.shops')
          .values({ agency_id: agency.id, name: key, currency: 'KRW', timezone: 'Asia/Seoul' })
          .returning('id')
          .executeTakeFirstOrThrow();
        return { user: user.id, shop: shop.id };
      });
    }
  });
  afterAll(() => database.close());

  const visibleShops = (sub: string) =>
    withTenant(database.db, { sub }, async (trx) =>
      (await trx.selectFrom('app_dashboard.shops').select('name').execute()).map((row) => row.name),
    );

  it('shows each person their own shops, and the worker all', async () => {
    expect(await visibleShops(ids.a.user)).toEqual(['a']);
    expect(await visibleShops(ids.b.user)).toEqual(['b']);
    const all = await withSystem(database.db, (trx) =>
      trx.selectFrom('app_dashboard.shops').select('name').orderBy('name').execute(),
    );
    expect(all).toEqual([{ name: 'a' }, { name: 'b' }]);
  });

  it('shows an unknown person nothing', async () => {
    expect(await visibleShops('00000000-0000-4000-8000-000000000000')).toEqual([]);
    expect(await visibleShops('not a uuid')).toEqual([]);
  });

  it('takes hostile claims as data', async () => {
    const sub = `x', false); reset role; select set_config('role', 'postgres', false) --`;
    const seen = await withTenant(database.db, { sub, role: 'service_role' }, async (trx) => {
      const { rows } = await sql<{ who: string; claims: string }>`
        select current_user as who, current_setting('request.jwt.claims') as claims`.execute(trx);
      return rows[0];
    });
    expect(seen?.who).toBe('authenticated');
    expect(JSON.parse(seen?.claims ?? '')).toEqual({ sub, role: 'authenticated' });
  });

  it('refuses claims that name nobody', async () => {
    await expect(withTenant(database.db, { sub: '' }, async () => 1)).rejects.toThrow('subject');
  });

  it('keeps a person from writing, and the next query from their role', async () => {
    const write = withTenant(database.db, { sub: ids.a.user }, (trx) =>
      trx.updateTable('app_dashboard.shops').set({ name: 'x' }).execute(),
    );
    await expect(write).rejects.toMatchObject({ code: '42501' });
    const { rows } = await database.pool.query(
      `select current_user as who, nullif(current_setting('request.jwt.claims', true), '') as claims`,
    );
    expect(rows).toEqual([{ who: 'postgres', claims: null }]);
  });

  it('keeps many people apart at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => visibleShops(ids[index % 2 ? 'a' : 'b'].user)),
    );
    answers.forEach((names, index) => expect(names).toEqual([index % 2 ? 'a' : 'b']));
  });

  it('refuses writes in a read-only transaction and undoes a failed one', async () => {
    const write = (name: string, options: { accessMode?: 'read only' }, fail: boolean) =>
      withSystem(
        database.db,
        async (trx) => {
          await trx.updateTable('app_dashboard.shops').set({ name }).execute();
          if (fail) throw new Error('stop');
        },
        options,
      );
    await expect(write('x', { accessMode: 'read only' }, false)).rejects.toMatchObject({
      code: '25006',
    });
    await expect(write('x', {}, true)).rejects.toThrow('stop');
    expect(await visibleShops(ids.a.user)).toEqual(['a']);
  });

  it('reads every type the same way', async () => {
    const { rows } = await database.pool.query(`
      select 9007199254740991::int8 as int8, 1.5000::numeric(20,4) as numeric,
             date '2026-03-29' as date, timestamptz '2026-03-29 00:00:00+09' as timestamptz,
             array[1, null]::int8[] as int8s, array[0.10]::numeric[] as numerics,
             array['2026-01-01']::date[] as dates, '{"a":[1]}'::jsonb as json`);
    expect(rows).toEqual([
      {
        int8: 9007199254740991,
        numeric: '1.5000',
        date: '2026-03-29',
        timestamptz: new Date('2026-03-28T15:00:00Z'),
        int8s: [1, null],
        numerics: ['0.10'],
        dates: ['2026-01-01'],
        json: { a: [1] },
      },
    ]);
    await expect(database.pool.query('select 9007199254740993::int8')).rejects.toThrow(
      'cannot hold exactly',
    );
  });
});
