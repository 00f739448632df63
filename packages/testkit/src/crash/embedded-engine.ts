import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, createPool, openEmbedded } from '@commerce/db';
import { sleep } from '@commerce/engine';
import { createTestContext } from '../create-test-context.ts';
import { createMemoryAccount } from '../memory-platform.ts';

/** The same account in every process of a crash test: three campaigns over 120 days, 360 metrics. */
export const crashAccount = () =>
  createMemoryAccount({
    firstDay: '2026-06-01',
    lastDay: '2026-09-28',
    daysPerSlice: 40,
    recordsPerPage: 10,
    pageDelayMs: 20,
  });

/** An engine in real time on the embedded database of a directory, whoever had it open before. */
export async function openEngine(dataDir: string) {
  const embedded = await openEmbedded({ dataDir });
  const pool = createPool({ connection: embedded.connection });
  const db = createDatabase(pool);
  const account = crashAccount();
  const ctx = createTestContext({
    db,
    platforms: [account.platform],
    clock: { now: () => new Date(), sleep },
    settings: { leaseMs: 1_500, scratchDir: mkdtempSync(join(tmpdir(), 'commerce-crash-')) },
  });
  return {
    account,
    ctx,
    db,
    pool,
    async close() {
      await db.destroy();
      await embedded.close();
    },
  };
}
