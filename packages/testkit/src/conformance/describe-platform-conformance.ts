import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import { previewImport, runImport, tick } from '@commerce/engine';
import type { Platform } from '@commerce/platforms';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTenant } from '../create-tenant.ts';
import { runKilledWorkers } from './killed-workers.ts';
import type { PlatformSubject } from './platform-subject.ts';
import { countFacts, snapshot } from './snapshot.ts';
import { setUpSubject, type SubjectBench, textRows } from './subject-bench.ts';

export interface ConformanceInput {
  /** The module whose `subject` export is tested; a child process imports it by this URL. */
  module: URL;
  subject: PlatformSubject;
}

const SIX_MINUTES = 6 * 60_000;

/** What every platform must do right, over its real protocol, before it may be used. */
export function describePlatformConformance({ module, subject }: ConformanceInput): void {
  describe(`${subject.platform.name} conforms`, () => {
    let database: TestDatabase;
    let bench: SubjectBench;

    beforeAll(async () => {
      database = await createTestDatabase();
    });
    afterAll(() => database.close());
    beforeEach(async () => {
      await database.db.deleteFrom('app_dashboard.connectors').execute();
      bench = await setUpSubject(database.db, subject);
    });
    afterEach(() => bench.close());

    const connector = (id: string) =>
      database.db
        .selectFrom('app_dashboard.connectors')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
    const cursors = (id: string) =>
      database.db
        .selectFrom('app_dashboard.sync_cursors')
        .select(['stream', 'cursor'])
        .where('connector_id', '=', id)
        .orderBy('stream')
        .execute();
    const rejected = (id: string) =>
      database.db
        .selectFrom('staging_ingest.rejected_payloads')
        .select(['stream', 'error_code', 'body'])
        .where('connector_id', '=', id)
        .execute();

    it('has what its capabilities say', () => {
      const { platform } = subject;
      const claims = (what: Platform['capabilities'][number]) =>
        platform.capabilities.includes(what);
      expect(claims('import')).toBe(platform.files !== undefined);
      expect(claims('webhooks')).toBe(platform.webhooks !== undefined);
      expect(claims('accounts')).toBe('listAccounts' in platform);
    });

    it('shows the figures the platform itself would show', async () => {
      const { shopId, connectorId } = await bench.connect();
      const job = await bench.settle(connectorId);
      expect(job).toMatchObject({ status: 'SUCCEEDED', error_message: null });
      const rows = textRows(database.db);
      const figures = await subject.figures({ shopId, connectorId, rows });
      expect(figures).toEqual(bench.account.truth());
      expect(Object.keys(figures).length).toBeGreaterThan(0);
    });

    it('a second read changes nothing', async () => {
      const { connectorId } = await bench.connect();
      await bench.settle(connectorId);
      const before = await snapshot(database.db, connectorId);
      expect(countFacts(before)).toBeGreaterThan(0);
      bench.clock.advance(SIX_MINUTES);
      expect(await bench.settle(connectorId)).toMatchObject({ kind: 'INCREMENTAL' });
      expect(await snapshot(database.db, connectorId)).toEqual(before);
    });

    it('a worker killed again and again ends with the rows of an undisturbed one', async () => {
      const calm = await bench.connect();
      await bench.settle(calm.connectorId);
      const expected = await snapshot(database.db, calm.connectorId);
      await database.db.deleteFrom('app_dashboard.connectors').execute();

      const { connectorId } = await bench.connect();
      const kills = await runKilledWorkers({ module, database, bench, connectorId });
      expect(kills).toBeGreaterThan(0);
      const job = await bench.settle(connectorId);
      expect(job).toMatchObject({ status: 'SUCCEEDED' });
      expect(await snapshot(database.db, connectorId)).toEqual(expected);
    }, 120_000);

    it('"too many requests" is obeyed for as long as the platform says', async () => {
      const { connectorId } = await bench.connect();
      bench.account.failNext('rate_limited', 1);
      const before = bench.exchanges.length;
      expect(await bench.settle(connectorId)).toMatchObject({ status: 'SUCCEEDED' });
      const asked = bench.exchanges.slice(before);
      const gaps = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? at));
      expect(Math.max(...gaps)).toBeGreaterThanOrEqual(subject.retryAfterMs);
    });

    it('a platform that is down is asked a bounded number of times, then the job fails', async () => {
      const { connectorId } = await bench.connect();
      bench.account.failNext('unavailable', 3);
      expect(await bench.settle(connectorId)).toMatchObject({ status: 'SUCCEEDED' });

      bench.clock.advance(SIX_MINUTES);
      const before = bench.exchanges.length;
      bench.account.failNext('unavailable', 10_000);
      const job = await bench.settle(connectorId);
      expect(job).toMatchObject({ status: 'FAILED', error_code: 'unavailable' });
      expect(bench.exchanges.length - before).toBeLessThan(200);
      const failing = await connector(connectorId);
      expect(failing.status).toBe('failing');
      expect(failing.next_sync_at.getTime()).toBeGreaterThan(bench.clock.now().getTime());

      bench.account.clearFailures();
      bench.clock.set(failing.next_sync_at.toISOString());
      expect(await bench.settle(connectorId)).toMatchObject({ status: 'SUCCEEDED' });
      expect((await connector(connectorId)).status).toBe('connected');
    });

    it('refused credentials stop everything until somebody reconnects', async () => {
      const { connectorId } = await bench.connect();
      bench.account.refuseAccess();
      expect(await bench.settle(connectorId)).toMatchObject({
        status: 'FAILED',
        error_code: 'credentials',
      });
      expect((await connector(connectorId)).status).toBe('needs_reauth');
      const before = bench.exchanges.length;
      bench.clock.advance(48 * 3600_000);
      expect((await tick(bench.ctx)).scheduled).toBe(0);
      expect(bench.exchanges.length).toBe(before);
    });

    it.each(['malformed', 'truncated'] as const)(
      'a %s answer fails its slice, is kept, and leaves the cursor where it was',
      async (failure) => {
        const { connectorId } = await bench.connect();
        await bench.settle(connectorId);
        const before = await cursors(connectorId);
        const facts = await snapshot(database.db, connectorId);
        bench.clock.advance(24 * 3600_000);
        bench.account.failNext(failure, 10_000);
        const job = await bench.settle(connectorId);
        expect(job.status).toBe('FAILED');
        expect(await cursors(connectorId)).toEqual(before);
        const kept = await rejected(connectorId);
        if (job.error_code === 'schema_drift') expect(kept.length).toBeGreaterThan(0);
        else expect(job.error_code).toBe('unavailable');

        bench.account.clearFailures();
        bench.clock.set((await connector(connectorId)).next_sync_at.toISOString());
        expect(await bench.settle(connectorId)).toMatchObject({ status: 'SUCCEEDED' });
        const after = await snapshot(database.db, connectorId);
        expect(countFacts(after)).toBe(countFacts(facts));
      },
    );

    it('an answer of nothing where there is something is a failure', async () => {
      const { connectorId } = await bench.connect();
      bench.account.failNext('nothing_of_some', subject.emptyAnswersToFail);
      const job = await bench.settle(connectorId);
      expect(job.status).toBe('FAILED');
      expect(['incomplete', 'unavailable', 'schema_drift']).toContain(job.error_code);
      expect(job.error_message).toMatch(/\b(0|none)\b/);
      bench.account.clearFailures();
      bench.clock.set((await connector(connectorId)).next_sync_at.toISOString());
      expect(await bench.settle(connectorId)).toMatchObject({ status: 'SUCCEEDED' });
    });

    it('what changes late lands on its own day, and what it replaced is kept', async () => {
      const { shopId, connectorId } = await bench.connect();
      await bench.settle(connectorId);
      const before = await snapshot(database.db, connectorId);
      bench.account.changeLate();
      await bench.settle(connectorId);
      const rows = textRows(database.db);
      const figures = await subject.figures({ shopId, connectorId, rows });
      expect(figures).toEqual(bench.account.truth());
      expect(await snapshot(database.db, connectorId)).not.toEqual(before);
      if (subject.platform.kind === 'ads') {
        const versions = await database.db
          .selectFrom('core_warehouse.metrics_daily_versions')
          .select('day')
          .where('connector_id', '=', connectorId)
          .execute();
        expect(versions.length).toBeGreaterThan(0);
      }
    });

    const { exportFile } = subject;
    if (!exportFile) return;
    it('a file and the API give identical rows', async () => {
      bench.recorder.keepBodies = true;
      const { connectorId } = await bench.connect();
      await bench.settle(connectorId);
      const filePath = join(bench.ctx.settings.scratchDir, 'export');
      const file = await exportFile(bench.bodies, filePath);
      // The file knows neither timezone nor account: its shop is set up like the account's.
      const { currency, timezone } = await connector(connectorId);
      const shop = { currency: currency ?? '', timezone: timezone ?? '' };
      const tenant = await createTenant(database.db, { shops: [shop] });
      const input = {
        shopId: tenant.shops[0]?.id ?? '',
        platform: subject.platform.id,
        filePath,
        fileName: file.fileName,
        options: file.options,
      };
      const preview = await previewImport(bench.ctx, input);
      expect(preview.report.rows_kept).toBeGreaterThan(0);
      const imported = await runImport(bench.ctx, input);
      const fromFile = await snapshot(database.db, imported.connectorId, file);
      expect(countFacts(fromFile)).toBeGreaterThan(0);
      expect(fromFile).toEqual(await snapshot(database.db, connectorId, file));
    });
  });
}
