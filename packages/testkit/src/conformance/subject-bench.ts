import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '@commerce/db';
import { connectAccount, type EngineContext, tick } from '@commerce/engine';
import { createHttpTransport } from '@commerce/platforms';
import { sql } from 'kysely';
import { createTenant } from '../create-tenant.ts';
import { createTestContext } from '../create-test-context.ts';
import { createTestClock } from '../test-clock.ts';
import type { PlatformSubject } from './platform-subject.ts';
import { recordingTransport } from './recording-transport.ts';

/** A platform on its simulator with an engine around it: what every case of the suite begins with. */
export async function setUpSubject(db: Db, subject: PlatformSubject) {
  const clock = createTestClock(subject.startsAt);
  const account = await subject.start(clock);
  const http = createHttpTransport({ rewrite: subject.reach(account.origin), timeoutMs: 5_000 });
  const recording = recordingTransport(http, clock);
  const ctx = createTestContext({
    db,
    platforms: [subject.platform],
    clock,
    transport: recording.transport,
    settings: { scratchDir: mkdtempSync(join(tmpdir(), 'commerce-conformance-')) },
  });

  async function connect(): Promise<{ shopId: string; connectorId: string }> {
    const tenant = await createTenant(db);
    const shopId = tenant.shops[0]?.id ?? '';
    const { connectorId } = await connectAccount(ctx, {
      shopId,
      platform: subject.platform.id,
      config: account.config,
      credentials: account.credentials,
      simulated: true,
    });
    return { shopId, connectorId };
  }

  return {
    ...recording,
    account,
    clock,
    ctx,
    connect,
    job: (connectorId: string) => latestJob(db, connectorId),
    settle: (connectorId: string) => settle(ctx, clock, connectorId),
    async close() {
      await http.close();
      await account.close();
    },
  };
}

export type SubjectBench = Awaited<ReturnType<typeof setUpSubject>>;

export async function latestJob(db: Db, connectorId: string) {
  return await db
    .selectFrom('app_dashboard.sync_jobs')
    .selectAll()
    .where('connector_id', '=', connectorId)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

const MOST_TURNS = 40;

/** Works until the connector's job has ended, moving the clock to when a put-off job may go on. */
async function settle(ctx: EngineContext, clock: { set(i: string): void }, connectorId: string) {
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    await tick(ctx);
    const job = await latestJob(ctx.db, connectorId);
    if (job.status === 'SUCCEEDED' || job.status === 'FAILED') return job;
    clock.set(new Date(Math.max(job.run_after.getTime(), ctx.now().getTime())).toISOString());
  }
  throw new Error(`The job did not end within ${MOST_TURNS} turns`);
}

/** The rows of a query as text, for figures that must not pass through a float. */
export const textRows =
  (db: Db) =>
  async (text: string, values: readonly unknown[]): Promise<Record<string, string>[]> => {
    const parts = text.split(/\$\d+/);
    const query = sql.join(
      parts.flatMap((part, index) =>
        index < parts.length - 1 ? [sql.raw(part), sql`${values[index]}`] : [sql.raw(part)],
      ),
      sql``,
    );
    const { rows } = await sql<Record<string, string>>`${query}`.execute(db);
    return rows;
  };
