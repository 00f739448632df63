import fs, { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createPool } from '../pool.ts';
import { emptyDataDirectory } from '../testing/embedded.ts';
import { clusterDir } from './cluster.ts';
import { engineModule } from './engine-module.ts';
import { type Embedded, type EmbeddedOptions, openEmbedded } from './index.ts';
import type { OwnerRecord } from './owner-record.ts';
import { processStartTime } from './process-identity.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function dataDirectory(): Promise<string> {
  const dataDir = await emptyDataDirectory();
  undo.push(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}

async function opened(options: EmbeddedOptions): Promise<Embedded> {
  const embedded = await openEmbedded(options);
  undo.push(() => embedded.close());
  return embedded;
}

function poolOn(embedded: Embedded, max = 5): pg.Pool {
  const pool = createPool({ connection: embedded.connection, max });
  undo.push(() => (pool.ended ? Promise.resolve() : pool.end()));
  return pool;
}

function leaveLock(dataDir: string, change: Partial<OwnerRecord>): void {
  const record: OwnerRecord = {
    state: 'ready',
    pid: process.pid,
    startedAt: processStartTime(process.pid) ?? null,
    host: hostname(),
    takenAt: '2026-01-01T00:00:00.000Z',
    address: { socketDir: dataDir, port: 5432 },
    ...change,
  };
  writeFileSync(join(dataDir, 'owner.000007.lock'), JSON.stringify(record));
}

describe('who holds the data directory', () => {
  it('makes the second opener a guest of the first, on the same data', async () => {
    const dataDir = await dataDirectory();
    const owner = await opened({ dataDir });
    const guest = await opened({ dataDir });
    expect([owner.role, guest.role]).toEqual(['owner', 'guest']);
    await poolOn(owner).query('create table seen (by text)');
    await poolOn(guest).query(`insert into seen values ('guest')`);
    const { rows } = await poolOn(owner).query('select by from seen');
    expect(rows).toEqual([{ by: 'guest' }]);
  });

  it('names the holder with onHeld: fail', async () => {
    const dataDir = await dataDirectory();
    await opened({ dataDir });
    await expect(openEmbedded({ dataDir, onHeld: 'fail' })).rejects.toMatchObject({
      code: 'DATA_DIRECTORY_HELD',
      pid: process.pid,
      message: expect.stringContaining(`process ${process.pid}`),
    });
  });

  it('lets exactly one of many simultaneous openers become the owner', async () => {
    const dataDir = await dataDirectory();
    leaveLock(dataDir, { pid: 2 ** 22 - 3 });
    const all = await Promise.all(Array.from({ length: 6 }, () => opened({ dataDir })));
    expect(all.map((one) => one.role).sort()).toEqual([
      'guest',
      'guest',
      'guest',
      'guest',
      'guest',
      'owner',
    ]);
  });

  it.each([
    ['of a process that is gone', { pid: 2 ** 22 - 3 }],
    ['whose pid another process got since', { startedAt: 'another boot:1' }],
    [
      'of a container that is gone',
      { host: 'gone', address: { socketDir: '/nowhere', port: 5432 } },
    ],
  ])('recovers a lock %s', async (_, change) => {
    const dataDir = await dataDirectory();
    leaveLock(dataDir, change);
    const messages: string[] = [];
    const embedded = await opened({ dataDir, onProgress: (message) => messages.push(message) });
    expect(embedded.role).toBe('owner');
    expect(messages.join('\n')).toMatch('did not stop cleanly');
    expect(readdirSync(dataDir).filter((name) => name.endsWith('.lock'))).toEqual([
      'owner.000008.lock',
    ]);
  });

  it('recovers a lock that a crash of the machine left unreadable', async () => {
    const dataDir = await dataDirectory();
    const lock = join(dataDir, 'owner.000007.lock');
    writeFileSync(lock, '');
    utimesSync(lock, 0, 0);
    expect((await opened({ dataDir, onHeld: 'fail' })).role).toBe('owner');
  });

  it('gives the directory back on close and keeps the data', async () => {
    const dataDir = await dataDirectory();
    const first = await opened({ dataDir });
    const pool = poolOn(first);
    await pool.query('create table kept as select 41 + 1 as value');
    await pool.end();
    await first.close();
    expect(existsSync(join(dataDir, '.s.PGSQL.5432'))).toBe(false);
    const second = await opened({ dataDir, onHeld: 'fail' });
    expect((await poolOn(second).query('select value from kept')).rows).toEqual([{ value: 42 }]);
  });
});

describe('where it listens', () => {
  it('moves the socket to a short private path when the directory name is too long', async () => {
    const parent = await mkdtemp(join(tmpdir(), 'commerce-long-'));
    undo.push(() => rm(parent, { recursive: true, force: true }));
    const dataDir = join(parent, 'd'.repeat(100));
    await mkdir(dataDir);
    const source = await dataDirectory();
    await rename(source, dataDir);
    const owner = await opened({ dataDir });
    expect(owner.connection.host).not.toContain(dataDir);
    const guest = await opened({ dataDir });
    expect((await poolOn(guest).query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    const { host } = owner.connection;
    await owner.close();
    expect(existsSync(host)).toBe(false);
  });
});

describe('many clients on one session', () => {
  it('never mixes the unnamed statements of two clients, however large', async () => {
    const pool = poolOn(await opened({ dataDir: await dataDirectory() }), 8);
    const large = 'x'.repeat(300_000);
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const { rows } =
          index % 2 === 0
            ? await pool.query('select $1::int as even, length($2::text) as size', [index, large])
            : await pool.query('select $1::int as odd', [index]);
        return rows[0];
      }),
    );
    answers.forEach((answer, index) => {
      expect(answer).toEqual(index % 2 === 0 ? { even: index, size: 300_000 } : { odd: index });
    });
  });

  it('keeps transactions apart and undoes that of a client that vanishes', async () => {
    const pool = poolOn(await opened({ dataDir: await dataDirectory() }));
    await pool.query('create table entries (who text)');
    const vanishing = await pool.connect();
    vanishing.on('error', () => {});
    await vanishing.query('begin');
    await vanishing.query(`insert into entries values ('vanishing')`);
    const waiting = pool.query(`insert into entries values ('waiting')`);
    (
      vanishing as unknown as { connection: { stream: { destroy(): void } } }
    ).connection.stream.destroy();
    await waiting;
    vanishing.release(true);
    expect((await pool.query('select who from entries')).rows).toEqual([{ who: 'waiting' }]);
  });

  it('rolls back a transaction that makes everybody wait, and says why', async () => {
    const embedded = await opened({ dataDir: await dataDirectory(), idleLimitMs: 300 });
    const pool = poolOn(embedded);
    await pool.query('create table entries (who text)');
    const forgetful = await pool.connect();
    const told = new Promise<Error>((resolve) => forgetful.on('error', resolve));
    await forgetful.query('begin');
    await forgetful.query(`insert into entries values ('forgetful')`);
    expect((await pool.query('select count(*) as n from entries')).rows).toEqual([{ n: 0 }]);
    expect((await told).message).toMatch('one transaction at a time');
    forgetful.release(true);
  });

  it('counts idleness from a transaction’s own last statement, not from others that wait', async () => {
    const embedded = await opened({ dataDir: await dataDirectory(), idleLimitMs: 600 });
    const pool = poolOn(embedded);
    const busy = await pool.connect();
    await busy.query('begin');
    const others: Promise<unknown>[] = [];
    for (let step = 0; step < 6; step++) {
      others.push(pool.query('select 1'));
      await new Promise((resolve) => setTimeout(resolve, 250));
      await busy.query('select 2');
    }
    await busy.query('commit');
    busy.release();
    await Promise.all(others);
  });

  it('waits for an open transaction when it closes', async () => {
    const dataDir = await dataDirectory();
    const embedded = await opened({ dataDir });
    const pool = poolOn(embedded);
    const client = await pool.connect();
    client.on('error', () => {});
    await client.query('begin; create table late (id int)');
    const closing = embedded.close();
    await client.query('commit');
    await closing;
    client.release(true);
    await pool.end();
    const again = poolOn(await opened({ dataDir, onHeld: 'fail' }));
    expect((await again.query('select count(*) as n from late')).rows).toEqual([{ n: 0 }]);
  });

  it('takes rows by COPY', async () => {
    const pool = poolOn(await opened({ dataDir: await dataDirectory() }), 1);
    await pool.query('create table copied (id int, name text)');
    const client = await pool.connect();
    const rows = Array.from({ length: 2_000 }, (_, id) => `${id}\tname ${id}\n`);
    await copyIn(client, 'copy copied from stdin', rows);
    await expect(
      copyIn(client, 'copy copied from stdin', ['not a number\tx\n']),
    ).rejects.toMatchObject({ code: '22P02' });
    client.release();
    const { rows: counts } = await pool.query('select count(*) as n, max(id) as last from copied');
    expect(counts).toEqual([{ n: 2_000, last: 1_999 }]);
  });

  it('answers errors like any server and goes on', async () => {
    const pool = poolOn(await opened({ dataDir: await dataDirectory() }));
    await expect(pool.query('select $1::int / 0', [1])).rejects.toMatchObject({ code: '22012' });
    await expect(pool.query('selec 1')).rejects.toMatchObject({ code: '42601' });
    expect((await pool.query('select 1; select 2 as two')) as unknown).toHaveLength(2);
  });
});

it('calls the disk for every commit', async () => {
  const { openEngine } = (await import(new URL('./engine.mjs', import.meta.url).href)) as {
    openEngine: (
      options: object,
    ) => Promise<{ exec(sql: string): Promise<void>; close(): Promise<void> }>;
  };
  const dataDir = await dataDirectory();
  const options = { module: await engineModule(), clusterDir: clusterDir(dataDir), durable: true };
  const engine = await openEngine(options);
  undo.push(() => engine.close());
  await engine.exec('create table commits (n int)');
  const flushes = vi.spyOn(fs, 'fsyncSync');
  for (let n = 0; n < 20; n += 1) await engine.exec(`insert into commits values (${n})`);
  const count = flushes.mock.calls.length;
  flushes.mockRestore();
  expect(count).toBeGreaterThanOrEqual(20);
});

interface CopyConnection {
  query(sql: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** The driver knows the messages of COPY but offers no query for it. */
function copyIn(client: pg.PoolClient, sql: string, lines: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const submittable = {
      submit(connection: CopyConnection) {
        connection.query(sql);
      },
      handleCopyInResponse(connection: CopyConnection) {
        for (const line of lines) connection.sendCopyFromChunk(Buffer.from(line));
        connection.endCopyFrom();
      },
      handleCommandComplete() {},
      handleError: reject,
      handleReadyForQuery: () => resolve(),
    };
    client.query(submittable as unknown as pg.Submittable);
  });
}
