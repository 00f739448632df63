import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '@commerce/db';
import { connectAccount, sleep, startWorker } from '@commerce/engine';
import { afterAll, expect, it } from 'vitest';
import { createTenant } from '../create-tenant.ts';
import { openEngine } from './embedded-engine.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'commerce-crash-db-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** Starts a worker process and kills it with no warning after it committed that many pages. */
async function workUntilKilled(pages: number): Promise<void> {
  const script = fileURLToPath(new URL('./worker-process.ts', import.meta.url));
  const worker = spawn(process.execPath, ['--import', 'tsx', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let seen = 0;
  worker.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen += text.split('\n').length - 1;
    if (seen >= pages) worker.kill('SIGKILL');
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    worker.once('exit', (...how) => resolve(how)),
  );
  expect([code, signal]).toEqual([null, 'SIGKILL']);
}

type Engine = Awaited<ReturnType<typeof openEngine>>;

async function standing({ db }: Engine) {
  const job = await db.selectFrom('app_dashboard.sync_jobs').selectAll().executeTakeFirstOrThrow();
  const slices = await db
    .selectFrom('app_dashboard.sync_slices')
    .select(['status', 'received_count', 'expected_count'])
    .where('stream', '=', 'insights')
    .orderBy('position')
    .execute();
  const rows = await db.selectFrom('core_warehouse.metrics_daily').select('day').execute();
  const raw = await db
    .selectFrom('staging_ingest.raw_payloads')
    .select('external_id')
    .where('stream', '=', 'insights')
    .execute();
  return { job, slices, rows: rows.length, raw: raw.length };
}

it('a worker killed in the middle of a sync is taken over without a hand, and nothing is half there', async () => {
  const first = await openEngine(dataDir);
  await migrate(first.pool);
  const tenant = await createTenant(first.db);
  await connectAccount(first.ctx, {
    shopId: tenant.shops[0]?.id ?? '',
    platform: 'memory',
    config: {},
    credentials: { token: first.account.token },
  });
  await first.close();

  for (const pages of [3, 17]) {
    await workUntilKilled(pages);
    const after = await openEngine(dataDir);
    const found = await standing(after);
    expect(found.job.status).toBe('IN_PROGRESS');
    expect(found.rows).toBeGreaterThanOrEqual(10);
    // Raw payloads, typed rows and counts were committed together, page by page.
    expect(found.raw).toBe(found.rows);
    const counted = found.slices.reduce((sum, slice) => sum + slice.received_count, 0);
    expect(counted % 10).toBe(0);
    expect(found.job.records_synced).toBe(counted + 3);
    for (const slice of found.slices) {
      if (slice.status === 'SUCCEEDED') expect(slice.received_count).toBe(slice.expected_count);
    }
    await after.close();
  }

  const next = await openEngine(dataDir);
  const worker = startWorker(next.ctx, { concurrency: 1, pollMs: 20, schedulerMs: 200 });
  for (let turn = 0; turn < 300 && (await standing(next)).job.status !== 'SUCCEEDED'; turn++) {
    await sleep(50);
  }
  await worker.stop();
  const done = await standing(next);
  expect(done.job).toMatchObject({ status: 'SUCCEEDED', attempts: 2, records_synced: 363 });
  expect(done).toMatchObject({ rows: 360, raw: 360 });
  await next.close();
}, 180_000);
