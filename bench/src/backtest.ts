import { createDatabase, createPool } from '@commerce/db';
import { type Actor, backtestRule, type EngineContext } from '@commerce/engine';
import pg from 'pg';
import { type AccountSize, seedAccount } from './backtest/seed-account.ts';
import { serverDatabase } from './bench-database.ts';
import { benchContext } from './bench-context.ts';
import { addAgency, addShops } from './business/people.ts';
import { recordStatements } from './business/record-statements.ts';
import { atMost, type BenchOptions, median, type Result } from './result.ts';

const DAYS = 180;
/** What rules look back on before the first judged day is loaded too. */
const STORED_DAYS = DAYS + 63;
const FULL: AccountSize = { campaigns: 40, adsets: 460, ads: 4_500, days: STORED_DAYS };
const QUICK: AccountSize = { campaigns: 10, adsets: 90, ads: 400, days: STORED_DAYS };
const RULE = { template: 'kill_switch', parameters: {} };

/**
 * What the kill switch would have done over 180 days of an account in which every object was restated once a day
 * after it was first seen. The limit is the report's own statements, sent without looking at their answers.
 */
export async function backtest(options: BenchOptions): Promise<Result[]> {
  if (options.serverUrl === null) {
    options.onProgress('left out: set BENCH_DATABASE_URL to a Postgres server');
    return [];
  }
  const size = options.quick ? QUICK : FULL;
  const entities = size.campaigns + size.adsets + size.ads;
  const database = await serverDatabase(options.serverUrl);
  const pool = createPool({
    connection: { connectionString: database.url },
    max: 2,
    statementTimeoutMs: 0,
  });
  try {
    const { agencyId, owner } = await addAgency(pool);
    const [shopId = ''] = await addShops(pool, agencyId, 1);
    options.onProgress(
      `filling ${(entities * STORED_DAYS).toLocaleString('en-US')} days of objects`,
    );
    await seedAccount(pool, shopId, size);
    const ctx = benchContext(createDatabase(pool), options.scratchDir);
    const account = { ctx, owner, shopId, url: database.url };
    const rounds = options.quick ? 2 : 3;
    const benchmark = `backtest of ${DAYS} days × ${entities.toLocaleString('en-US')} objects`;
    return report(benchmark, await measure(account, rounds, options));
  } finally {
    await pool.end();
    await database.close();
  }
}

interface Account {
  ctx: EngineContext;
  owner: Actor;
  shopId: string;
  url: string;
}

async function measure(
  { ctx, owner, shopId, url }: Account,
  rounds: number,
  options: BenchOptions,
) {
  const day = (daysAgo: number) =>
    new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const run = async (db: EngineContext['db']) =>
    await backtestRule(
      { ...ctx, db, actor: owner },
      { shopId, rule: RULE, from: day(DAYS), to: day(1) },
    );
  const connection = { connectionString: url };
  options.onProgress('recording its statements');
  const statements = await recordStatements(connection, run);
  const client = new pg.Client(connection);
  await client.connect();
  const [whole, bare]: [number[], number[]] = [[], []];
  let firings = 0;
  try {
    for (let round = 1; round <= rounds; round += 1) {
      options.onProgress(`round ${round} of ${rounds}`);
      const start = performance.now();
      const { accounts } = await run(ctx.db);
      whole.push(performance.now() - start);
      firings = accounts.reduce((sum, { totals }) => sum + totals.firings, 0);
      const bareStart = performance.now();
      for (const { text, values } of statements) await client.query(text, values);
      bare.push(performance.now() - bareStart);
    }
  } finally {
    await client.end();
  }
  if (firings === 0) throw new Error('The rule found nothing; the measurement says nothing');
  return { whole: median(whole) / 1000, bare: median(bare) / 1000 };
}

function report(benchmark: string, { whole, bare }: { whole: number; bare: number }): Result[] {
  const ratio = whole / bare;
  return [
    { benchmark, measure: 'whole', value: whole, unit: 's', goal: atMost(whole, 15, 's') },
    { benchmark, measure: 'its SQL alone', value: bare, unit: 's', goal: null },
    { benchmark, measure: 'whole / SQL', value: ratio, unit: '×', goal: atMost(ratio, 3, '×') },
  ];
}
