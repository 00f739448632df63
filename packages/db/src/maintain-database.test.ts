import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isEmbeddedEngine, maintainDatabase } from './maintain-database.ts';
import { createTestDatabase, type TestDatabase, testEngines } from './testing.ts';

describe.each(testEngines())('maintenance on %s', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ engine });
  });
  afterAll(() => database.close());

  it('knows the engine that cannot do it by itself', async () => {
    expect(await isEmbeddedEngine(database.db)).toBe(engine === 'embedded');
  });

  it('tells the planner how many rows there are and clears away removed ones', async () => {
    const { pool } = database;
    await pool.query(
      `insert into app_dashboard.agencies (name) select 'a' || g from generate_series(1, 2000) g`,
    );
    await pool.query(`delete from app_dashboard.agencies where name > 'a5'`);
    const size = async () => {
      const { rows } = await pool.query<{ reltuples: number; pages: number; visible: number }>(
        `select reltuples::int, relpages as pages, relallvisible as visible from pg_class
         where oid = 'app_dashboard.agencies'::regclass`,
      );
      return rows[0];
    };
    await maintainDatabase(database.db);
    const { rows } = await pool.query('select count(*)::int as kept from app_dashboard.agencies');
    const after = await size();
    expect(after?.reltuples).toBe(rows[0].kept);
    expect(after?.visible).toBe(after?.pages);
  });

  it('ends early when it is told to stop', async () => {
    await maintainDatabase(database.db, AbortSignal.abort());
  });
});
