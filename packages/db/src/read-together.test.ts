import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withSystem } from './database.ts';
import { readTogether } from './read-together.ts';
import { createTestDatabase, type TestDatabase, testEngines } from './testing.ts';

describe.each(testEngines())('reads sent together on %s', (engine) => {
  let database: TestDatabase;
  const owner = { a: '', b: '' };

  beforeAll(async () => {
    database = await createTestDatabase({ engine });
    for (const name of ['a', 'b'] as const) {
      owner[name] = await withSystem(database.db, async (trx) => {
        const { rows } = await sql<{ id: string }>`
          with agency as (insert into app_dashboard.agencies (name) values (${name}) returning id),
          shop as (insert into app_dashboard.shops (agency_id, name, currency, timezone)
            select id, ${name}, 'KRW', 'Asia/Seoul' from agency)
          insert into app_dashboard.users (agency_id, email, role)
          select id, ${`${name}@example.test`}, 'AGENCY_OWNER' from agency returning id`.execute(
          trx,
        );
        return rows[0]!.id;
      });
    }
  });
  afterAll(() => database.close());

  const shops = sql<{ name: string }>`select name from app_dashboard.shops order by name`;
  const session = sql<{ who: string; claims: string | null }>`
    select current_user::text as who, nullif(current_setting('request.jwt.claims', true), '') as claims`;
  const value = (given: unknown) => sql<{ given: unknown }>`select ${given}::text as given`;
  const read = (given: unknown) => readTogether(database.db, null, [value(given)]);

  it('shows each person their own rows and the system all, and gives the connection back as it was', async () => {
    const [ofA, [asA]] = await readTogether(database.db, { sub: owner.a }, [shops, session]);
    expect([ofA, asA?.who]).toEqual([[{ name: 'a' }], 'authenticated']);
    expect(await readTogether(database.db, { sub: owner.b }, [shops])).toEqual([[{ name: 'b' }]]);
    const [all, [system]] = await readTogether(database.db, null, [shops, session]);
    expect([all.length, system]).toEqual([2, { who: 'postgres', claims: null }]);
  });

  it('keeps many people apart at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        readTogether(database.db, { sub: owner[index % 2 ? 'a' : 'b'] }, [shops]),
      ),
    );
    answers.forEach(([rows], index) => expect(rows).toEqual([{ name: index % 2 ? 'a' : 'b' }]));
  });

  it.each([
    `'; reset role; --`,
    `\\'; reset role; --`,
    'x\\',
    '$1 $2',
    '가게 “1”',
    '',
    -1,
    true,
    null,
  ])('takes %j as data', async (given) => {
    const expected = given === null ? null : String(given);
    const sub = `${expected}', false)`;
    const [[seen], [as]] = await readTogether(database.db, { sub, role: 'x' }, [
      value(given),
      session,
    ]);
    expect([seen, as?.who]).toEqual([{ given: expected }, 'authenticated']);
    expect(JSON.parse(as?.claims ?? '')).toEqual({ sub, role: 'authenticated' });
  });

  it('sends nothing for nobody, nor for values it cannot write down', async () => {
    await expect(readTogether(database.db, { sub: '' }, [shops])).rejects.toThrow('subject');
    for (const odd of ['a\0b', ['a'], Number.NaN, undefined, new Date(0)]) {
      await expect(read(odd)).rejects.toThrow('nothing was read');
    }
  });

  it('undoes a failure, refuses writes, and leaves every connection usable', async () => {
    const write = sql`update app_dashboard.shops set name = 'x'`;
    const broken = Array.from({ length: 20 }, (_, index) =>
      readTogether(database.db, null, [shops, index % 2 ? write : sql`select 1 / 0`]),
    );
    const codes = (await Promise.allSettled(broken)).map((one) =>
      one.status === 'rejected' ? (one.reason as { code: string }).code : 'none',
    );
    expect(new Set(codes)).toEqual(new Set(['25006', '22012']));
    const after = Array.from({ length: 20 }, () =>
      readTogether(database.db, { sub: owner.a }, [shops]),
    );
    for (const answer of await Promise.all(after)) expect(answer).toEqual([[{ name: 'a' }]]);
  });

  it('shows one moment to all of its queries', async () => {
    const slow = sql`select pg_sleep(0.2)`;
    const asked = readTogether(database.db, null, [shops, slow, shops]);
    await new Promise((wake) => setTimeout(wake, 80));
    await database.db
      .updateTable('app_dashboard.shops')
      .set({ name: 'c' })
      .where('name', '=', 'b')
      .execute();
    const [before, , after] = await asked;
    expect(after).toEqual(before);
  });
});
