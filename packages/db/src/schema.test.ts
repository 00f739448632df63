import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrationsDirectory } from './migrate/index.ts';
import { migrationFileName } from './migrate/migration-files.ts';
import { dumpSchema } from './schema-dump/dump-schema.ts';
import { ownSchemas, readColumnChecks, readColumns } from './schema-dump/read-catalog.ts';
import { tableTypes } from './schema-dump/table-types.ts';
import { createTestDatabase, type TestDatabase, testEngines } from './testing.ts';

const committed = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

describe('migration files', () => {
  const files = readdirSync(migrationsDirectory);

  it('are named so that supabase db push sees and orders them', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !migrationFileName.test(file))).toEqual([]);
    expect(files.filter((file) => !/^\d{14}_[a-z0-9_]+\.sql$/.test(file))).toEqual([]);
  });

  it.each([
    ['concurrently', /\bconcurrently\b/i],
    ['create role', /\bcreate\s+role\b/i],
    ['auth.users', /\bauth\.users\b/i],
    ['a psql command', /^\s*\\/m],
    ['uuidv7', /\buuidv7\b/i],
    ['transaction control', /^\s*(begin|commit|rollback)\s*;/im],
    ['a virtual column', /generated always as \((?![^;]*?\) stored)/i],
  ])('do not use %s, which fails on one of our servers', (_, forbidden) => {
    const found = files.filter((file) =>
      forbidden.test(withoutComments(readFileSync(join(migrationsDirectory, file), 'utf8'))),
    );
    expect(found).toEqual([]);
  });
});

function withoutComments(sql: string): string {
  return sql.replaceAll(/--.*$/gm, '');
}

describe.each(testEngines())('the schema on %s', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase({ engine });
  });
  afterAll(() => database.close());

  async function names(query: string): Promise<string[]> {
    const { rows } = await database.pool.query<{ name: string }>(query, [ownSchemas]);
    return rows.map((row) => row.name);
  }

  it('is the committed one', async () => {
    expect(await dumpSchema(database.pool)).toBe(committed('../schema.sql'));
  });

  it('has the committed types', async () => {
    const types = tableTypes(
      await readColumns(database.pool),
      await readColumnChecks(database.pool),
    );
    expect(types).toBe(committed('./generated/tables.generated.ts'));
  });

  it('has tables at all', async () => {
    expect(await names(`${tablesOf} where true`)).toContain('app_dashboard.shops');
  });

  it('guards every table with row level security', async () => {
    expect(await names(`${tablesOf} where not c.relrowsecurity`)).toEqual([]);
  });

  it('lets a signed-in person read only tables with a policy', async () => {
    const open = await names(
      `${tablesOf} where not exists (select from pg_policy p where p.polrelid = c.oid)
         and has_any_column_privilege('authenticated', c.oid, 'select, insert, update')`,
    );
    expect(open).toEqual([]);
  });

  it('writes policies for authenticated only, never for everybody', async () => {
    const wide = await names(
      `${tablesOf} join pg_policy p on p.polrelid = c.oid
        where p.polroles <> array['authenticated'::regrole::oid]`,
    );
    expect(wide).toEqual([]);
  });

  it('gives anonymous visitors nothing', async () => {
    const open = await names(
      `${relationsOf} where has_table_privilege('anon', c.oid, 'select, insert, update, delete')`,
    );
    expect(open).toEqual([]);
  });

  it('runs every view with the rights of its reader', async () => {
    const leaking = await names(
      `${relationsOf} where c.relkind = 'v'
         and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']`,
    );
    expect(leaking).toEqual([]);
  });

  it('pins the search path of functions that run as their owner', async () => {
    const loose = await names(
      `select p.oid::regprocedure::text as name from pg_proc p
         join pg_namespace n on n.oid = p.pronamespace and n.nspname = any($1)
        where p.prosecdef and not coalesce(p.proconfig, '{}') @> array['search_path=""']`,
    );
    expect(loose).toEqual([]);
  });
});

const relationsOf = `select c.oid::regclass::text as name from pg_class c
  join pg_namespace n on n.oid = c.relnamespace and n.nspname = any($1)
   and c.relkind in ('r', 'p', 'v', 'm')`;
const tablesOf = relationsOf.replace(`'r', 'p', 'v', 'm'`, `'r', 'p'`);
