import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { createPool } from '../pool.ts';
import { createTestDatabase, testEngines } from '../testing.ts';
import { migrate, migrationStatus, resetDatabase } from './index.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const reset = `drop schema if exists app_dashboard cascade; create schema app_dashboard;`;
const table = `create table app_dashboard.notes (id int primary key, body text not null);
create function app_dashboard.shout(t text) returns text language sql as $$ select upper(t); $$;`;

async function directoryWith(files: Record<string, string>): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'commerce-migrations-'));
  undo.push(() => rm(directory, { recursive: true, force: true }));
  for (const [name, sql] of Object.entries(files)) await writeFile(join(directory, name), sql);
  return directory;
}

describe.each(testEngines())('migrations on %s', (engine) => {
  async function emptyDatabase(): Promise<pg.Pool> {
    const database = await createTestDatabase({ engine, empty: true });
    undo.push(() => database.close());
    return database.pool;
  }

  it('applies each file once, and says what is left', async () => {
    const pool = await emptyDatabase();
    const directory = await directoryWith({
      '20260101000000_reset.sql': reset,
      '20260102000000_notes.sql': table,
      'README.md': 'not a migration',
    });
    expect(await migrationStatus(pool, { directory })).toEqual({
      current: null,
      applied: [],
      pending: ['20260101000000_reset.sql', '20260102000000_notes.sql'],
    });
    const seen: string[] = [];
    const applied = await migrate(pool, {
      directory,
      onProgress: ({ done, total, file }) => seen.push(`${done}/${total} ${file}`),
    });
    expect(applied).toEqual(['20260101000000_reset.sql', '20260102000000_notes.sql']);
    expect(seen).toEqual(['1/2 20260101000000_reset.sql', '2/2 20260102000000_notes.sql']);
    await pool.query(`insert into app_dashboard.notes values (1, 'kept')`);
    expect(await migrate(pool, { directory })).toEqual([]);
    expect((await pool.query('select body from app_dashboard.notes')).rowCount).toBe(1);
    expect((await migrationStatus(pool, { directory })).pending).toEqual([]);
  });

  it('keeps the history in the shape of supabase db push', async () => {
    const pool = await emptyDatabase();
    const directory = await directoryWith({ '20260101000000_reset.sql': reset });
    await migrate(pool, { directory });
    const { rows } = await pool.query(
      'select version, statements, name from supabase_migrations.schema_migrations',
    );
    expect(rows).toEqual([{ version: '20260101000000', statements: [reset], name: 'reset' }]);
  });

  it('goes on where supabase db push stopped', async () => {
    const pool = await emptyDatabase();
    await pool.query(reset);
    await pool.query(`create schema supabase_migrations;
      create table supabase_migrations.schema_migrations
        (version text primary key, statements text[], name text);
      insert into supabase_migrations.schema_migrations (version) values ('20260101000000');`);
    const directory = await directoryWith({
      '20260101000000_reset.sql': reset,
      '20260102000000_notes.sql': table,
    });
    expect(await migrate(pool, { directory })).toEqual(['20260102000000_notes.sql']);
  });

  it('rolls a failing file back and keeps those before it', async () => {
    const pool = await emptyDatabase();
    const directory = await directoryWith({
      '20260101000000_reset.sql': reset,
      '20260102000000_bad.sql': `${table}\ninsert into app_dashboard.notes values (1, 'x');\nselect nonsense;`,
    });
    await expect(migrate(pool, { directory })).rejects.toMatchObject({
      problem: 'failed',
      file: '20260102000000_bad.sql',
      message: expect.stringContaining('bad.sql:4 failed: column "nonsense" does not exist'),
    });
    expect((await migrationStatus(pool, { directory })).applied).toEqual(['20260101000000']);
    const { rows } = await pool.query(`select to_regclass('app_dashboard.notes') as notes`);
    expect(rows).toEqual([{ notes: null }]);
  });

  it('refuses an edited file, a newer database and a late file', async () => {
    const pool = await emptyDatabase();
    const files = { '20260101000000_reset.sql': reset, '20260103000000_notes.sql': table };
    await migrate(pool, { directory: await directoryWith(files) });
    const edited = await directoryWith({
      ...files,
      '20260103000000_notes.sql': `${table} -- more`,
    });
    await expect(migrate(pool, { directory: edited })).rejects.toMatchObject({
      problem: 'edited',
      file: '20260103000000_notes.sql',
    });
    const older = await directoryWith({ '20260101000000_reset.sql': reset });
    await expect(migrate(pool, { directory: older })).rejects.toMatchObject({
      problem: 'unknown_version',
    });
    const late = await directoryWith({ ...files, '20260102000000_late.sql': 'select 1;' });
    await expect(migrate(pool, { directory: late })).rejects.toMatchObject({
      problem: 'out_of_order',
    });
  });

  it('does not erase data because the history is gone', async () => {
    const pool = await emptyDatabase();
    const directory = await directoryWith({
      '20260101000000_reset.sql': reset,
      '20260102000000_notes.sql': table,
    });
    await migrate(pool, { directory });
    await pool.query(`insert into app_dashboard.notes values (1, 'precious')`);
    await pool.query('truncate supabase_migrations.schema_migrations');
    await expect(migrate(pool, { directory })).rejects.toMatchObject({
      problem: 'history_missing',
    });
    expect((await pool.query('select body from app_dashboard.notes')).rowCount).toBe(1);
  });

  it('resets to nothing and builds anew', async () => {
    const pool = await emptyDatabase();
    const directory = await directoryWith({
      '20260101000000_reset.sql': reset,
      '20260102000000_notes.sql': table,
    });
    await migrate(pool, { directory });
    await pool.query(`insert into app_dashboard.notes values (1, 'gone')`);
    expect(await resetDatabase(pool, { directory })).toHaveLength(2);
    expect((await pool.query('select body from app_dashboard.notes')).rowCount).toBe(0);
    expect(await migrate(pool, { directory })).toEqual([]);
  });

  it("resets the product's own schema", async () => {
    const database = await createTestDatabase({ engine });
    undo.push(() => database.close());
    const { pool } = database;
    await pool.query(`insert into app_dashboard.agencies (name) values ('gone')`);
    expect(await migrate(pool)).toEqual([]);
    const files = await resetDatabase(pool);
    expect(files.length).toBeGreaterThan(1);
    expect((await pool.query('select from app_dashboard.agencies')).rowCount).toBe(0);
    expect((await migrationStatus(pool)).pending).toEqual([]);
  });

  it('lets concurrent runners apply every file once', async () => {
    const pool = await emptyDatabase();
    const directory = await directoryWith({
      '20260101000000_reset.sql': reset,
      '20260102000000_notes.sql': table,
      '20260103000000_row.sql': `insert into app_dashboard.notes values (1, 'once');`,
    });
    const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(pool, { directory })));
    expect(runs.flat().sort()).toEqual([
      '20260101000000_reset.sql',
      '20260102000000_notes.sql',
      '20260103000000_row.sql',
    ]);
  });
});

if (testEngines().includes('postgres')) {
  describe('on a managed server without superuser', () => {
    it('runs as a plain owner, whose requests can still take the role of a person', async () => {
      const database = await createTestDatabase({ engine: 'postgres', empty: true });
      undo.push(() => database.close());
      const login = `commerce_owner_${process.pid}`;
      await database.pool.query(`create role ${login} login nosuperuser createrole password 'x'`);
      const { rows } = await database.pool.query('select current_database() as name');
      await database.pool.query(`alter database ${rows[0].name} owner to ${login}`);
      const url = new URL((database.connection as { connectionString: string }).connectionString);
      url.username = login;
      url.password = 'x';
      const pool = createPool({ connection: { connectionString: url.href }, max: 1 });
      undo.push(async () => {
        await pool.end();
        await database.pool.query(
          `reassign owned by ${login} to postgres; drop owned by ${login}; drop role ${login}`,
        );
      });
      await migrate(pool);
      await pool.query('begin; set local role authenticated');
      expect((await pool.query('select current_user as who')).rows).toEqual([
        { who: 'authenticated' },
      ]);
      await pool.query('rollback');
    });
  });
}

it('refuses to run through a transaction pooler', async () => {
  const connectionString = 'postgresql://postgres:x@127.0.0.1:6543/postgres';
  const pool = createPool({ connection: { connectionString } });
  undo.push(() => pool.end());
  await expect(migrate(pool)).rejects.toMatchObject({ problem: 'transaction_pooler' });
});

it('refuses files whose order is not certain', async () => {
  const directory = await directoryWith({ '20260101_a.sql': '', '20260101000000_b.sql': '' });
  const pool = createPool({ connection: { connectionString: 'postgresql://127.0.0.1:1/x' } });
  undo.push(() => pool.end());
  await expect(migrate(pool, { directory })).rejects.toThrow('Use 14 digits');
});
