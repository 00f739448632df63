import { describe, expect, it, vi } from 'vitest';
import { dataOf, errorOf, runCli, temporaryFolder } from './run-cli.ts';

const dataDir = temporaryFolder();
const env = { DEMO_HISTORY_DAYS: '7' };
const run = (...args: string[]) => runCli(dataDir, [...args, '--json'], { env });

interface Jobs {
  jobs: { shop: string; platform: string; kind: string; status: string; records: number }[];
}

vi.setConfig({ testTimeout: 150_000 });

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
    expect(jobs).toHaveLength(8);
    for (const job of jobs) {
      expect(job).toMatchObject({ kind: 'HISTORICAL_INIT', status: 'SUCCEEDED' });
    }
    expect(new Set(jobs.map(({ shop }) => shop)).size).toBe(4);
  });

  it('is read again and read back without npm start', async () => {
    const shop = dataOf<Jobs>(await run('sync', '--wait')).jobs;
    expect(shop.map(({ status }) => status)).toEqual(Array(8).fill('SUCCEEDED'));
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
});
