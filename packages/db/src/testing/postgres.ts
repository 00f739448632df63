import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { migrate } from '../migrate/index.ts';
import { createPool } from '../pool.ts';
import { templateKey, type TemplateSource } from './template-key.ts';

const templateLock = 5_512_094_311;

/** A database of its own on the server at `url`, copied there from a template database. */
export async function postgresTestServer(
  url: string,
  source: TemplateSource,
): Promise<{ connection: { connectionString: string }; close(): Promise<void> }> {
  const name = `commerce_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await asAdministrator(url, async (client) => {
    const template = source.empty ? 'template1' : await ensureTemplate(client, url, source);
    await client.query(`create database ${name} template ${template}`);
  });
  return {
    connection: { connectionString: onDatabase(url, name) },
    close: () =>
      asAdministrator(url, async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      }),
  };
}

export async function preparePostgresTemplate(url: string, source: TemplateSource): Promise<void> {
  await asAdministrator(url, async (client) => {
    await ensureTemplate(client, url, source);
  });
}

async function ensureTemplate(
  client: pg.ClientBase,
  url: string,
  source: TemplateSource,
): Promise<string> {
  const name = `commerce_template_${await templateKey(source)}`;
  await client.query('select pg_advisory_lock($1)', [templateLock]);
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await buildTemplate(client, url, name, source);
  } finally {
    await client.query('select pg_advisory_unlock($1)', [templateLock]);
  }
  return name;
}

async function buildTemplate(
  client: pg.ClientBase,
  url: string,
  name: string,
  source: TemplateSource,
): Promise<void> {
  await dropOldTemplates(client);
  const draft = `commerce_draft_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await client.query(`create database ${draft} template template1`);
  const pool = createPool({ connection: { connectionString: onDatabase(url, draft) }, max: 1 });
  try {
    await migrate(pool, source.directory === undefined ? {} : { directory: source.directory });
  } finally {
    await pool.end();
  }
  await client.query(`alter database ${draft} rename to ${name}`);
}

/** Keeps the newest few, so that switching between branches does not rebuild every time. */
async function dropOldTemplates(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(
    `select datname from pg_database where datname ~ '^commerce_(template|draft)_'
      order by oid desc offset 8`,
  );
  for (const { datname } of rows) await client.query(`drop database if exists "${datname}"`);
}

async function asAdministrator(
  url: string,
  fn: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  const pool = createPool({
    connection: { connectionString: url },
    max: 1,
    statementTimeoutMs: 120_000,
  });
  try {
    const client = await pool.connect();
    try {
      await fn(client);
    } finally {
      client.release();
    }
  } finally {
    await pool.end();
  }
}

function onDatabase(url: string, name: string): string {
  const target = new URL(url);
  target.pathname = `/${name}`;
  return target.href;
}
