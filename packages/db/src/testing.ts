import type pg from 'pg';
import { createDatabase, type Db } from './database.ts';
import { createPool, type PoolOptions } from './pool.ts';
import { embeddedTestServer, prepareEmbeddedTemplate } from './testing/embedded.ts';
import { track } from './testing/open-databases.ts';
import { postgresTestServer, preparePostgresTemplate } from './testing/postgres.ts';

export { assertNoOpenTestDatabases } from './testing/open-databases.ts';
export { seedDataDirectory } from './testing/embedded.ts';

export type TestEngine = 'embedded' | 'postgres';

export interface TestDatabaseOptions {
  /** Default: 'postgres' when TEST_DATABASE_URL is set, else 'embedded'. */
  engine?: TestEngine;
  /** true leaves out the migrations: a server as a user first meets it. */
  empty?: boolean;
  /** Default: the product's migrations. */
  migrations?: string;
  /** Connections of the pool; default 5. */
  max?: number;
}

export interface TestDatabase {
  engine: TestEngine;
  db: Db;
  pool: pg.Pool;
  /** For a further pool, or a child process, on the same database. */
  connection: PoolOptions['connection'];
  /** Ends the pool and removes the database. */
  close(): Promise<void>;
}

/** The engines this run can reach; for `describe.each(testEngines())`. */
export function testEngines(): TestEngine[] {
  return process.env.TEST_DATABASE_URL ? ['embedded', 'postgres'] : ['embedded'];
}

/**
 * Builds the templates of this schema ahead of the first test; for a test run's global setup, so that
 * no single test pays for it. Calling it is optional and repeatable.
 */
export async function prepareTestTemplates(): Promise<void> {
  const source = { empty: false, directory: undefined };
  await prepareEmbeddedTemplate(source);
  if (testEngines().includes('postgres')) await preparePostgresTemplate(testDatabaseUrl(), source);
}

/** A fresh, migrated database of its own, cloned from a template that is built once per schema. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const engine = options.engine ?? (process.env.TEST_DATABASE_URL ? 'postgres' : 'embedded');
  const source = { empty: options.empty ?? false, directory: options.migrations };
  const server =
    engine === 'embedded'
      ? await embeddedTestServer(source)
      : await postgresTestServer(testDatabaseUrl(), source);
  const pool = createPool({
    connection: server.connection,
    applicationName: 'commerce-test',
    max: options.max ?? 5,
  });
  pool.options.allowExitOnIdle = true;
  const forget = track(`${engine} test database`);
  let closing: Promise<void> | undefined;
  const close = async () => {
    forget();
    if (!pool.ended) await pool.end();
    await server.close();
  };
  return {
    engine,
    db: createDatabase(pool),
    pool,
    connection: server.connection,
    close: () => (closing ??= close()),
  };
}

function testDatabaseUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (url) return url;
  throw new Error('This test wants a Postgres server; set TEST_DATABASE_URL.');
}
