import { createTestDatabase, type TestDatabase, testEngines } from '@commerce/db/testing';
import {
  createMemoryAccount,
  createTenant,
  createTestClock,
  createTestContext,
  type TestClock,
} from '@commerce/testkit';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectAccount } from '../connectors/connect-account.ts';
import type { EngineContext } from '../context.ts';
import { tick } from '../sync/tick.ts';
import { claimChore } from './claim-chore.ts';
import { keepHouse } from './keep-house.ts';
import { pruneHistory } from './prune-history.ts';

const DAY = 24 * 3600_000;

describe.each(testEngines())('housekeeping on %s', (engine) => {
  let database: TestDatabase;
  let clock: TestClock;
  let ctx: EngineContext;
  let place: { shopId: string; connectorId: string };

  beforeAll(async () => {
    database = await createTestDatabase({ engine });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    await database.db.deleteFrom('app_dashboard.connectors').execute();
    await database.db.deleteFrom('app_dashboard.chores').execute();
    clock = createTestClock('2026-11-20T03:00:00Z');
    const account = createMemoryAccount({ firstDay: '2026-11-01', lastDay: '2026-11-20' });
    ctx = createTestContext({ db: database.db, platforms: [account.platform], clock });
    const tenant = await createTenant(database.db);
    const { connectorId } = await connectAccount(ctx, {
      shopId: tenant.shops[0]!.id,
      platform: 'memory',
      config: {},
      credentials: { token: account.token },
    });
    place = { shopId: tenant.shops[0]!.id, connectorId };
  });

  const ago = (days: number) => new Date(clock.now().getTime() - days * DAY);
  const count = async (table: string) => {
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from ${sql.table(table)}`.execute(database.db);
    return Number(rows[0]?.n);
  };

  async function addJobs(number: number, days: number, changes: object = {}) {
    const jobs = await database.db
      .insertInto('app_dashboard.sync_jobs')
      .values(
        Array.from({ length: number }, () => ({
          shop_id: place.shopId,
          connector_id: place.connectorId,
          kind: 'INCREMENTAL' as const,
          status: 'SUCCEEDED' as const,
          created_at: ago(days),
          finished_at: ago(days),
          ...changes,
        })),
      )
      .returning('id')
      .execute();
    await database.db
      .insertInto('app_dashboard.sync_slices')
      .values(
        jobs.map(({ id }) => ({
          shop_id: place.shopId,
          connector_id: place.connectorId,
          job_id: id,
          stream: 'insights',
          slice_key: 'all',
        })),
      )
      .execute();
  }

  it('removes old jobs with their slices and keeps what an operator still asks about', async () => {
    await addJobs(300, 3);
    await addJobs(10, 1);
    await addJobs(5, 30, { status: 'FAILED' });
    await addJobs(2, 200, { kind: 'HISTORICAL_INIT' });
    expect(await pruneHistory(ctx)).toMatchObject({ jobs: 302 });
    // The queued one of connecting is left, too.
    expect(await count('app_dashboard.sync_jobs')).toBe(16);
    expect(await count('app_dashboard.sync_slices')).toBe(15);
    expect(await pruneHistory(ctx)).toMatchObject({ jobs: 0 });
  });

  it('keeps the newest job of a connector, however old', async () => {
    await database.db.deleteFrom('app_dashboard.sync_jobs').execute();
    await addJobs(1, 400);
    expect(await pruneHistory(ctx)).toMatchObject({ jobs: 0 });
  });

  it('removes deliveries, rejected payloads and what sign-in leaves, each after its time', async () => {
    const events = (days: number) =>
      sql`insert into app_dashboard.webhook_events (shop_id, connector_id, event_id, topic, body_sha256, payload, received_at, processed_at)
        values (${place.shopId}, ${place.connectorId}, ${`e${days}`}, 't', 'x', '{}', ${ago(days)}, ${ago(days)})`.execute(
        database.db,
      );
    await events(36);
    await events(34);
    await sql`insert into staging_ingest.rejected_payloads (shop_id, connector_id, stream, error_code, error_message, body, received_at)
      select ${place.shopId}, ${place.connectorId}, 's', 'c', 'm', ''::bytea, at
      from unnest(array[${ago(91)}, ${ago(89)}]::timestamptz[]) at`.execute(database.db);
    await sql`insert into app_dashboard.sign_in_attempts (subject, attempted_at, succeeded)
      values ('a', ${ago(3)}, false), ('a', ${ago(0.5)}, false)`.execute(database.db);
    await sql`insert into app_dashboard.idempotency_keys (user_id, key, method, path, request_hash, created_at)
      values (gen_random_uuid(), 'k', 'POST', '/', 'h', ${ago(3)})`.execute(database.db);
    await sql`insert into app_dashboard.sign_in_links (token_hash, user_id, expires_at)
      select 'h', id, ${ago(3)} from app_dashboard.users limit 1`.execute(database.db);
    await sql`insert into app_dashboard.telegram_pairings (code_hash, agency_id, user_id, expires_at, created_at)
      select 'h', agency_id, id, ${ago(3)}, ${ago(3)} from app_dashboard.users limit 1`.execute(
      database.db,
    );
    await sql`insert into app_dashboard.notifications (agency_id, kind, channel, target, dedupe_key, next_attempt_at, created_at)
      select a.id, 'digest', 'telegram', '1', 'digest:' || at, at, at
      from unnest(array[${ago(91)}, ${ago(89)}]::timestamptz[]) at, (select id from app_dashboard.agencies limit 1) a`.execute(
      database.db,
    );
    expect(await pruneHistory(ctx)).toEqual({
      jobs: 0,
      deliveries: 1,
      rejected: 1,
      links: 1,
      attempts: 1,
      idempotencyKeys: 1,
      notifications: 1,
      pairings: 1,
    });
  });

  it('is shared: of many processes one does a chore, and nobody again before its time', async () => {
    const chore = { name: 'prune', everyMs: DAY };
    const claims = () => Promise.all(Array.from({ length: 6 }, () => claimChore(ctx, chore)));
    expect((await claims()).filter(Boolean)).toHaveLength(1);
    clock.advance(DAY - 1);
    expect((await claims()).filter(Boolean)).toHaveLength(0);
    clock.advance(1);
    expect((await claims()).filter(Boolean)).toHaveLength(1);
  });

  it('maintains the embedded engine daily and once a history came in, never a real server', async () => {
    const maintained = async () =>
      (
        await database.db
          .selectFrom('app_dashboard.chores')
          .select('claimed_at')
          .where('name', '=', 'maintain')
          .executeTakeFirst()
      )?.claimed_at.toISOString();
    const embedded = (at: string) => (engine === 'embedded' ? at : undefined);
    await keepHouse(ctx);
    expect(await maintained()).toBe(embedded('2026-11-20T03:00:00.000Z'));
    clock.advance(60_000);
    await tick(ctx);
    expect(await maintained()).toBe(embedded('2026-11-20T03:01:00.000Z'));
    clock.advance(3600_000);
    await tick(ctx);
    expect(await maintained()).toBe(embedded('2026-11-20T03:01:00.000Z'));
    clock.advance(DAY);
    await keepHouse(ctx);
    expect(await maintained()).toBe(embedded('2026-11-21T04:01:00.000Z'));
  });
});
