import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase, type TestEngine, testEngines } from '../testing.ts';
import { backupDatabase, restoreDatabase } from './index.ts';
import { storedTables } from './stored-tables.ts';

let directory: string;
let file: string;
const open: TestDatabase[] = [];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'commerce-backup-'));
  file = join(directory, 'all.backup.gz');
});
afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
  await rm(directory, { recursive: true, force: true });
});

async function database(engine: TestEngine, empty = false): Promise<pg.Pool> {
  const created = await createTestDatabase({ engine, empty });
  open.push(created);
  return created.pool;
}

async function fill(pool: pg.Pool): Promise<void> {
  await pool.query(`
    with agency as (insert into app_dashboard.agencies (name) values ('One "quoted" \\ 한국') returning id),
    person as (
      insert into app_dashboard.users (agency_id, email, role)
      select id, 'owner@example.test', 'AGENCY_OWNER' from agency returning id),
    shop as (
      insert into app_dashboard.shops (agency_id, name, currency, timezone, created_at)
      select id, 'shop ' || n, 'KRW', 'Asia/Seoul', timestamptz '2026-02-03 04:05:06.789012+09'
        from agency, generate_series(1, 700) n
      returning id),
    membership as (
      insert into app_dashboard.user_shops (shop_id, user_id) select shop.id, person.id from shop, person)
    insert into app_dashboard.audit_log (agency_id, actor_type, action, before, after)
    select id, 'system', E'line\\nbreak', null, '{"amount": 12345678901234567890.1234, "list": [1, null]}'
      from agency`);
}

async function fingerprint(pool: pg.Pool): Promise<Record<string, string>> {
  const client = await pool.connect();
  try {
    const prints: Record<string, string> = {};
    await client.query(`set timezone to 'UTC'`);
    for (const { name } of await storedTables(client)) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      const sorted = rows
        .map(({ row }) => row)
        .sort()
        .join('\n');
      prints[name] = `${rows.length} ${createHash('sha256').update(sorted).digest('hex')}`;
    }
    return prints;
  } finally {
    client.release(true);
  }
}

const roads = testEngines().flatMap((from) => testEngines().map((to) => ({ from, to })));

describe.each(roads)('from $from to $to', ({ from, to }) => {
  it('carries every row unchanged', async () => {
    const source = await database(from);
    await fill(source);
    const written = await backupDatabase(source, file);
    expect(written.rows['app_dashboard.shops']).toBe(700);
    const target = await database(to, true);
    const read = await restoreDatabase(target, file);
    expect(read).toEqual(written);
    expect(await fingerprint(target)).toEqual(await fingerprint(source));
    await expect(
      target.query(`insert into app_dashboard.users (agency_id, email, role)
        values (gen_random_uuid(), 'x@example.test', 'STORE_USER')`),
    ).rejects.toMatchObject({ code: '23503' });
    await expect(target.query('delete from app_dashboard.audit_log')).rejects.toThrow(
      'append-only',
    );
  });
});

describe('a restore that cannot work', () => {
  async function filledWithBackup(): Promise<{ pool: pg.Pool; before: Record<string, string> }> {
    const pool = await database('embedded');
    await fill(pool);
    await backupDatabase(pool, file);
    return { pool, before: await fingerprint(pool) };
  }

  it('refuses a database with data unless told, and then replaces it', async () => {
    const { pool, before } = await filledWithBackup();
    await pool.query(`update app_dashboard.shops set name = 'changed'`);
    await expect(restoreDatabase(pool, file)).rejects.toMatchObject({ problem: 'not_empty' });
    await restoreDatabase(pool, file, { overwrite: true });
    expect(await fingerprint(pool)).toEqual(before);
  });

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), 'incomplete'],
    ['without its end', (bytes: Buffer) => withoutLastLine(bytes), 'incomplete'],
    ['with a row missing', (bytes: Buffer) => withoutARow(bytes), 'incomplete'],
    ['of something else', () => Buffer.from('id,name\n1,x\n'), 'not_a_backup'],
    ['of some other gzip', () => gzipSync('{"hello":1}\n'), 'not_a_backup'],
    ['from a newer program', (bytes: Buffer) => fromTheFuture(bytes), 'newer_schema'],
  ])('keeps what is there when the file is %s', async (_, damage, problem) => {
    const { pool, before } = await filledWithBackup();
    await writeFile(file, damage(await readFile(file)));
    await expect(restoreDatabase(pool, file, { overwrite: true })).rejects.toMatchObject({
      problem,
    });
    expect(await fingerprint(pool)).toEqual(before);
  });
});

it('writes one private file and no leftovers', async () => {
  const pool = await database('embedded');
  await backupDatabase(pool, file);
  expect(await readdir(directory)).toEqual(['all.backup.gz']);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await expect(backupDatabase(pool, join(directory, 'missing', 'x.gz'))).rejects.toThrow('ENOENT');
  expect(await readdir(directory)).toEqual(['all.backup.gz']);
});

function lines(bytes: Buffer): string[] {
  return gunzipSync(bytes).toString('utf8').trimEnd().split('\n');
}

function withoutLastLine(bytes: Buffer): Buffer {
  return gzipSync(`${lines(bytes).slice(0, -1).join('\n')}\n`);
}

function withoutARow(bytes: Buffer): Buffer {
  const all = lines(bytes);
  all.splice(
    all.findIndex((line) => line.startsWith('[')),
    1,
  );
  return gzipSync(`${all.join('\n')}\n`);
}

function fromTheFuture(bytes: Buffer): Buffer {
  const [header = '', ...rest] = lines(bytes);
  const parsed = JSON.parse(header) as { migrations: unknown[] };
  parsed.migrations.push({ version: '29990101000000', name: 'future', checksum: null });
  return gzipSync(`${[JSON.stringify(parsed), ...rest].join('\n')}\n`);
}
