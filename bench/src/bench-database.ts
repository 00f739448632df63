import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createPool, migrate, openEmbedded, type PoolOptions } from '@commerce/db';

export interface BenchDatabase {
  connection: PoolOptions['connection'];
  close(): Promise<void>;
}

/** A migrated database on a real server, dropped when closed. */
export async function serverDatabase(
  serverUrl: string,
): Promise<{ url: string; close(): Promise<void> }> {
  const name = `commerce_bench_${randomUUID().slice(0, 8)}`;
  const administer = async (statement: string) => {
    const pool = createPool({ connection: { connectionString: serverUrl }, max: 1 });
    try {
      await pool.query(statement);
    } finally {
      await pool.end();
    }
  };
  await administer(`create database ${name} template template0`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const close = () => administer(`drop database if exists ${name} with (force)`);
  try {
    await migrateOver({ connectionString: url.href });
  } catch (error) {
    await close();
    throw error;
  }
  return { url: url.href, close };
}

/** The embedded engine of this process on a new directory, as durable as the product runs it. */
export async function embeddedDatabase(scratchDir: string): Promise<BenchDatabase> {
  const dataDir = join(scratchDir, `embedded-${randomUUID().slice(0, 8)}`);
  const embedded = await openEmbedded({ dataDir, onHeld: 'fail' });
  await migrateOver(embedded.connection);
  return { connection: embedded.connection, close: () => embedded.close() };
}

async function migrateOver(connection: PoolOptions['connection']): Promise<void> {
  const pool = createPool({ connection, max: 1, statementTimeoutMs: 0 });
  try {
    await migrate(pool);
  } finally {
    await pool.end();
  }
}
