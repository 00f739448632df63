import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedDataDirectory } from '@commerce/db/testing';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { dataOf, errorOf, runCli, temporaryFolder } from './run-cli.ts';

const dataDir = temporaryFolder();
const env = { DEMO_HISTORY_DAYS: '7' };
const STORY_SHOP = '달무리 캔들';
const run = (...args: string[]) => runCli(dataDir, [...args, '--json'], { env });

interface Jobs {
  jobs: { shop: string; platform: string; kind: string; status: string; records: number }[];
}

vi.setConfig({ testTimeout: 150_000 });

beforeAll(() => seedDataDirectory(dataDir));

describe('the demo from the terminal', () => {
  it('says how to begin where there is no shop', async () => {
    const ended = await run('sync');
    expect(ended.code).toBe(1);
    expect(errorOf(ended).message).toContain('There is no shop yet');
  });

  it('is seeded with its whole history through the real connectors', async () => {
    const ended = await run('db', 'seed');
    expect(ended.stderr).not.toContain('Error');
    expect(ended.code).toBe(0);
    const { jobs } = dataOf<Jobs>(ended);
    expect(jobs).toHaveLength(10);
    for (const job of jobs) {
      expect(job).toMatchObject({ kind: 'HISTORICAL_INIT', status: 'SUCCEEDED' });
    }
    expect(new Set(jobs.map(({ shop }) => shop)).size).toBe(5);
  });

  it('is read again and read back without npm start', async () => {
    const shop = dataOf<Jobs>(await run('sync', '--wait')).jobs;
    expect(shop.map(({ status }) => status)).toEqual(Array(10).fill('SUCCEEDED'));
    const name = shop[0]?.shop ?? '';
    const backfill = await run('backfill', '--platform', 'meta', '--shop', name);
    expect(backfill.code).toBe(0);
    expect(dataOf<Jobs>(backfill).jobs).toMatchObject([
      { shop: name, platform: 'meta', kind: 'HISTORICAL_REBUILD', status: 'SUCCEEDED' },
    ]);
    const queued = await run('sync', '--shop', name);
    expect(dataOf<Jobs>(queued).jobs.map(({ status }) => status)).toEqual(['QUEUED', 'QUEUED']);
    const ticked = await run('tick');
    expect(ticked.code).toBe(0);
    expect(dataOf<{ runs: { succeeded: number } }>(ticked).runs.succeeded).toBe(2);
  });

  it('asks for sense', async () => {
    const shop = await run('sync', '--shop', 'nobody');
    expect(shop.code).toBe(2);
    const range = await run('backfill', '--platform', 'meta', '--to', '2026-01-01');
    expect(range.code).toBe(2);
    const platform = await run('backfill', '--platform', 'ebay');
    expect(platform.code).toBe(2);
    const day = await run('backfill', '--platform', 'meta', '--from', 'yesterday');
    expect(day.code).toBe(2);
  });

  it('is looked at without its simulators, which take long to start', async () => {
    const undo = await run('undo', '--shop', STORY_SHOP, '--since', '2026-01-01', '--dry-run');
    expect([undo.code, undo.stderr]).toEqual([0, expect.not.stringContaining('simulators')]);
  });
});

describe('a demo whose story is not told', () => {
  it('is not read beside it, which would tell it of days that have not come', async () => {
    const folder = temporaryFolder();
    await seedDataDirectory(folder);
    const file = join(folder, 'demo.json');
    const demo = { seed: 'demo', bornAt: '2026-11-20T03:00:00.000Z', historyDays: 7 };
    writeFileSync(file, JSON.stringify({ ...demo, told: false }));
    for (const args of [
      ['tick'],
      ['sync', '--wait'],
      ['backfill', '--platform', 'meta'],
      ['worker'],
    ]) {
      const ended = await runCli(folder, args);
      expect([args, ended.code, ended.stderr]).toEqual([
        args,
        5,
        expect.stringMatching(/story of the demo.*Nothing was (changed|started)/s),
      ]);
    }
    writeFileSync(file, JSON.stringify(demo));
    expect((await runCli(folder, ['tick'])).code).toBe(0);
  });
});

describe('tick in demo mode', () => {
  it('makes the demo where there is none, judges it, and leaves decisions in the inbox', async () => {
    const folder = temporaryFolder();
    await seedDataDirectory(folder);
    const demo = { DEMO_HISTORY_DAYS: '30', ADS_DEMO_MODE: '1' };
    const ticked = await runCli(folder, ['tick', '--json'], { env: demo });
    expect(ticked.stderr).toContain('decisions wait in the inbox');
    expect(ticked.code).toBe(0);
    expect(dataOf<{ decisions: object }>(ticked).decisions).toMatchObject({
      evaluated: { failed: 0 },
    });
    const inbox = await runCli(folder, ['inbox', '--json'], { env: demo });
    const { proposals } = dataOf<{ proposals: { source: string; status: string }[] }>(inbox);
    expect(proposals.length).toBeGreaterThan(2);
    for (const proposal of proposals) {
      expect(proposal).toMatchObject({ source: 'rule', status: 'proposed' });
    }
  });
});
