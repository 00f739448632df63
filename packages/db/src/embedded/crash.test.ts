import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createPool } from '../pool.ts';
import { emptyDataDirectory } from '../testing/embedded.ts';
import { clusterDir } from './cluster.ts';
import { openEmbedded } from './index.ts';

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const childFile = fileURLToPath(new URL('./crash-child.ts', import.meta.url));

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

interface Run {
  child: ChildProcess;
  lines: string[];
  /** Resolves with the first line that matches. */
  says(pattern: RegExp): Promise<string>;
  kill(): Promise<void>;
}

function start(dataDir: string): Run {
  const child = spawn(process.execPath, ['--import', loader, childFile, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const waiting: { pattern: RegExp; resolve: (line: string) => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    for (const wait of waiting) if (wait.pattern.test(line)) wait.resolve(line);
  });
  const exited = once(child, 'exit');
  const run: Run = {
    child,
    lines,
    says: (pattern) =>
      Promise.race([
        new Promise<string>((resolve) => waiting.push({ pattern, resolve })),
        exited.then(() => Promise.reject(new Error(`child ended:\n${lines.join('\n')}`))),
      ]),
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
  undo.push(() => run.kill());
  return run;
}

function pause(ms: number): Promise<void> {
  return new Promise((wake) => setTimeout(wake, ms));
}

describe('kill -9', { timeout: 120_000 }, () => {
  it('during the first initialisation leaves nothing behind that hinders the next start', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'commerce-crash-'));
    undo.push(() => rm(dataDir, { recursive: true, force: true }));
    for (const delay of [150, 700, 1_400]) {
      const run = start(dataDir);
      await run.says(/Creating the embedded database/);
      await pause(delay);
      expect(existsSync(clusterDir(dataDir))).toBe(false);
      await run.kill();
    }
    const embedded = await openEmbedded({ dataDir, onHeld: 'fail' });
    undo.push(() => embedded.close());
    expect((await readdir(dataDir)).filter((name) => name.includes('draft'))).toEqual([]);
    const pool = createPool({ connection: embedded.connection });
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });

  it('during writes keeps what was committed and nothing half', async () => {
    const dataDir = await emptyDataDirectory();
    undo.push(() => rm(dataDir, { recursive: true, force: true }));
    let acknowledged = 0;
    for (const delay of [20, 260, 90, 430]) {
      const run = start(dataDir);
      await run.says(/^committed/);
      await pause(delay);
      await run.kill();
      const last = run.lines.filter((line) => line.startsWith('committed')).at(-1);
      acknowledged = Math.max(acknowledged, Number(last?.split(' ')[1]));
    }
    const embedded = await openEmbedded({ dataDir, onHeld: 'fail' });
    undo.push(() => embedded.close());
    const pool = createPool({ connection: embedded.connection });
    const { rows } = await pool.query<{ batches: number; newest: number; halves: number }>(
      `select count(distinct batch) as batches, max(batch) as newest,
              (select count(*) from (select 1 from pairs group by batch having count(*) <> 2
                 or sum(length(filler)) <> 40000) h) as halves
         from pairs`,
    );
    await pool.end();
    const [found] = rows;
    expect(found?.halves).toBe(0);
    expect(found?.batches).toBe(found?.newest);
    expect(found?.newest).toBeGreaterThanOrEqual(acknowledged);
    // At most the one commit whose acknowledgement was cut off.
    expect(found?.newest).toBeLessThanOrEqual(acknowledged + 1);
  });

  it('during recovery and start leaves a directory that starts', async () => {
    const dataDir = await emptyDataDirectory();
    undo.push(() => rm(dataDir, { recursive: true, force: true }));
    const writing = start(dataDir);
    await writing.says(/^committed 20$/);
    await writing.kill();
    for (const delay of [0, 60, 120, 180, 250, 350]) {
      const run = start(dataDir);
      await run.says(/Starting the embedded database/);
      await pause(delay);
      await run.kill();
    }
    const embedded = await openEmbedded({ dataDir, onHeld: 'fail' });
    undo.push(() => embedded.close());
    const pool = createPool({ connection: embedded.connection });
    const { rows } = await pool.query<{ batches: number; rows: number }>(
      'select count(distinct batch) as batches, count(*) as rows from pairs',
    );
    await pool.end();
    expect(rows[0]?.batches).toBeGreaterThanOrEqual(20);
    expect(rows[0]?.rows).toBe(2 * (rows[0]?.batches ?? 0));
  });

  it('of the owner frees the directory, and a guest is told at once', async () => {
    const dataDir = await emptyDataDirectory();
    undo.push(() => rm(dataDir, { recursive: true, force: true }));
    const run = start(dataDir);
    await run.says(/^committed/);
    await expect(openEmbedded({ dataDir, onHeld: 'fail' })).rejects.toThrow(`${run.child.pid}`);
    const guest = await openEmbedded({ dataDir });
    expect(guest.role).toBe('guest');
    const pool = createPool({ connection: guest.connection });
    expect((await pool.query('select count(*) > 0 as some from pairs')).rows[0].some).toBe(true);
    await run.kill();
    await expect(pool.query('select 1')).rejects.toThrow();
    await pool.end();
    const owner = await openEmbedded({ dataDir, onHeld: 'fail' });
    expect(owner.role).toBe('owner');
    await owner.close();
  });
});

it('stops loudly when the engine itself breaks, and keeps what was committed', async () => {
  const dataDir = await emptyDataDirectory();
  undo.push(() => rm(dataDir, { recursive: true, force: true }));
  let report: (error: Error) => void = () => {};
  const stopped = new Promise<Error>((resolve) => {
    report = resolve;
  });
  const embedded = await openEmbedded({ dataDir, onHeld: 'fail', onStopped: report });
  const pool = createPool({ connection: embedded.connection });
  await pool.query('create table noise (text text)');
  const wal = join(clusterDir(dataDir), 'pg_wal');
  await rename(wal, `${wal}-away`);
  let committed = 0;
  const writeUntilItBreaks = async () => {
    for (; committed < 200; committed += 1) {
      await pool.query(
        `insert into noise select string_agg(md5(random()::text || n), '')
           from generate_series(1, 10000) n`,
      );
    }
  };
  await expect(writeUntilItBreaks()).rejects.toThrow();
  expect((await stopped).message).toMatch('Committed data is on disk');
  await pool.end();
  await embedded.close();
  await rename(`${wal}-away`, wal);
  const again = await openEmbedded({ dataDir, onHeld: 'fail' });
  undo.push(() => again.close());
  const check = createPool({ connection: again.connection });
  const { rows } = await check.query<{ n: number }>('select count(*) as n from noise');
  await check.end();
  expect(committed).toBeGreaterThan(0);
  expect(rows[0]?.n).toBe(committed);
});
