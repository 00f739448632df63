import type pg from 'pg';
import { bootstrap } from './bootstrap.ts';
import type { Migration } from './migration-files.ts';

export interface AppliedMigration {
  version: string;
  name: string | null;
  /** null when `supabase db push` applied it and our runner has not seen it since. */
  checksum: string | null;
}

/** Any constant will do, as long as every runner uses the same. */
const runnerLock = 7_236_110_455;

/** Runs `fn` in a transaction that excludes every other runner until it ends. */
export async function exclusively<T>(client: pg.ClientBase, fn: () => Promise<T>): Promise<T> {
  await client.query('begin');
  try {
    await client.query(
      `select set_config('statement_timeout', '0', true), set_config('lock_timeout', '120s', true)`,
    );
    await client.query('select pg_advisory_xact_lock($1)', [runnerLock]);
    const result = await fn();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Creates the history where it is missing, in the shape `supabase db push` expects. */
export async function prepareHistory(client: pg.ClientBase): Promise<void> {
  await exclusively(client, async () => {
    await bootstrap(client);
    await client.query(`
      create schema if not exists supabase_migrations;
      create table if not exists supabase_migrations.schema_migrations (
        version text primary key, statements text[], name text
      );
      create table if not exists supabase_migrations.commerce_checksums (
        version text primary key, checksum text not null
      );
    `);
  });
}

export async function historyExists(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ found: boolean }>(
    `select to_regclass('supabase_migrations.schema_migrations') is not null
        and to_regclass('supabase_migrations.commerce_checksums') is not null as found`,
  );
  return rows[0]?.found === true;
}

export async function readHistory(client: pg.ClientBase): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(
    `select m.version, m.name, c.checksum
       from supabase_migrations.schema_migrations m
       left join supabase_migrations.commerce_checksums c on c.version = m.version
      order by m.version`,
  );
  return rows;
}

export async function recordApplied(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query(
    `insert into supabase_migrations.schema_migrations (version, statements, name)
     values ($1, array[$2], $3)`,
    [migration.version, migration.sql, migration.name],
  );
  await recordChecksum(client, migration);
}

export async function recordChecksum(client: pg.ClientBase, migration: Migration): Promise<void> {
  await client.query(
    `insert into supabase_migrations.commerce_checksums (version, checksum) values ($1, $2)
     on conflict (version) do update set checksum = excluded.checksum`,
    [migration.version, migration.checksum],
  );
}

export async function forget(client: pg.ClientBase, versions: string[]): Promise<void> {
  for (const table of ['schema_migrations', 'commerce_checksums']) {
    await client.query(`delete from supabase_migrations.${table} where version = any($1)`, [
      versions,
    ]);
  }
}
