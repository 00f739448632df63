import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@commerce/api/client';
import { addDays, dayOf, formatAmount, parseAmount, sumAmounts } from '@commerce/core';
import { SHOP_PROFILES } from '@commerce/simulators';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../exit-codes.ts';
import { signedIn } from '../test/signed-in.ts';
import {
  cleanUp,
  interrupt,
  migratedDataDir,
  ready,
  runScript,
  startProcess,
  type StartProcess,
  temporaryDataDir,
} from '../test/start-process.ts';
import type { Running } from './running-file.ts';

const DEMO = { DEMO_HISTORY_DAYS: '14', LOG_LEVEL: 'error' };
const SLOW = 240_000;

const runningOf = (dataDir: string): Running =>
  JSON.parse(readFileSync(join(dataDir, 'running.json'), 'utf8')) as Running;

async function control<T>(origin: string | undefined, verb: string, body: object): Promise<T> {
  const response = await fetch(`${origin}/__sim/${verb}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
  return ((await response.json()) as { result: T }).result;
}

interface ShopTruth {
  days: { day: string; orders: number; net: string }[];
}
interface AdTruth {
  offset: number;
  rows: { level: string; day: string; known: { spendMinor: string } }[];
}

/** Orders, spend and, where prices exclude tax, revenue of the last complete days, by the simulators. */
async function truthOf(dataDir: string, key: string, range: { from: string; to: string }) {
  const { simulators } = runningOf(dataDir);
  const profile = SHOP_PROFILES.find((one) => one.key === key)!;
  const inside = ({ day }: { day: string }) => day >= range.from && day <= range.to;
  const sales = await control<ShopTruth>(simulators?.shopify, 'truth', { domain: profile.domain });
  const ads = await control<AdTruth>(simulators?.meta, 'truth', {
    accountId: profile.adAccountId,
    ...range,
  });
  const spent = ads.rows
    .filter((row) => row.level === 'account' && inside(row))
    .reduce((sum, { known }) => sum + BigInt(known.spendMinor), 0n);
  const days = sales.days.filter(inside);
  return {
    orders: String(days.reduce((sum, { orders }) => sum + orders, 0)),
    adSpend: formatAmount(parseAmount(minorText(spent, ads.offset))),
    revenue: profile.taxesIncluded ? null : sumAmounts(days.map(({ net }) => net)),
  };
}

const minorText = (minor: bigint, offset: number): string =>
  offset === 1 ? String(minor) : `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;

async function figuresOf(client: Client, shopId: string, range: { from: string; to: string }) {
  const { kpis } = await client.shops.metrics(shopId, range);
  const plain = (value: string | null) => value && formatAmount(parseAmount(value));
  return {
    orders: plain(kpis.orders.value),
    adSpend: plain(kpis.ad_spend.value),
    revenue: plain(kpis.revenue.value),
  };
}

/** The simulated days go on while we look: what differs is synced once more before it counts as wrong. */
async function expectTruth(client: Client, dataDir: string): Promise<void> {
  const { items } = await client.shops.list();
  expect(new Set(items.map(({ currency }) => currency))).toEqual(
    new Set(['EUR', 'JPY', 'KRW', 'USD']),
  );
  for (const profile of SHOP_PROFILES) {
    const shop = items.find(({ name }) => name === profile.name)!;
    const today = dayOf(new Date(), profile.timezone);
    const range = { from: addDays(today, -7), to: addDays(today, -1) };
    await expect
      .poll(
        async () => {
          const truth = await truthOf(dataDir, profile.key, range);
          const figures = await figuresOf(client, shop.id, range);
          const revenue = truth.revenue ?? figures.revenue;
          const same = JSON.stringify(figures) === JSON.stringify({ ...truth, revenue });
          if (!same) await client.shops.sync(shop.id);
          return { figures, truth: { ...truth, revenue }, same };
        },
        { timeout: 30_000, interval: 3_000, message: profile.name },
      )
      .toMatchObject({ same: true });
  }
}

const historyIsIn = (start: StartProcess) => start.says(/All history is here/);

afterAll(cleanUp);

describe('npm start on new data', () => {
  const dataDir = temporaryDataDir();
  const env = { ...DEMO, COMMERCE_DATA_DIR: dataDir };
  let start: StartProcess;
  let origin: string;
  let link: string;

  beforeAll(async () => {
    start = startProcess(env);
    ({ origin, link } = await ready(start));
  }, SLOW);

  it('serves only who is signed in, and a link works once', async () => {
    expect((await fetch(`${origin}/api/shops`)).status).toBe(401);
    const client = await signedIn(origin, link);
    expect((await client.auth.me()).role).toBe('AGENCY_OWNER');
    await expect(signedIn(origin, link)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it(
    'refuses a second start on the same data and says who holds it and where',
    async () => {
      const second = startProcess(env);
      expect((await second.ended).code).toBe(EXIT.busy);
      expect(second.output()).toContain(`Process ${start.child.pid}`);
      expect(second.output()).toContain(origin);
      expect((await fetch(`${origin}/api/health`)).status).toBe(200);
    },
    SLOW,
  );

  it(
    'refuses a port that is taken before it makes anything',
    async () => {
      const folder = temporaryDataDir();
      const port = { PORT: new URL(origin).port };
      const other = startProcess({ ...DEMO, ...port, COMMERCE_DATA_DIR: folder });
      expect((await other.ended).code).toBe(EXIT.busy);
      expect(other.output()).toContain('taken by another program');
      expect(readdirSync(folder)).toEqual([]);
      const again = startProcess({ ...env, ...port });
      expect((await again.ended).code).toBe(EXIT.busy);
      expect(again.output()).toContain(`Process ${start.child.pid}`);
    },
    SLOW,
  );

  it(
    'lets a web process of its own serve the same data as a guest',
    async () => {
      const script = `const { loadConfig, serveWeb } = await import('./apps/server/src/index.ts');
        process.exit(await serveWeb(loadConfig()));`;
      const web = runScript(['--input-type=module', '-e', script], env);
      const [, address] = await web.says(/Commerce web is running at (\S+)/);
      const health = (await (await fetch(`${address}/api/health`)).json()) as {
        data: { worker: { running: boolean }; database: { reachable: boolean } };
      };
      expect(health.data.worker.running).toBe(false);
      expect(health.data.database.reachable).toBe(true);
      expect(await interrupt(web)).toBe(0);
    },
    SLOW,
  );

  it(
    'stops on Ctrl-C with 0, keeps everything, and starts again with the same figures',
    async () => {
      await historyIsIn(start);
      const again = startProcess;
      const asked = performance.now();
      expect(await interrupt(start)).toBe(0);
      expect(performance.now() - asked).toBeLessThan(15_000);
      expect(() => runningOf(dataDir)).toThrow();

      start = again(env);
      ({ origin, link } = await ready(start));
      const client = await signedIn(origin, link);
      await expectTruth(client, dataDir);
      expect(await interrupt(start)).toBe(0);
      expect(start.output()).not.toMatch(/csl_[\w-]+[\s\S]*csl_/);
    },
    SLOW,
  );
});

describe('npm start that is killed while it reads the history', () => {
  it(
    'goes on by itself at the next start and ends with true figures',
    async () => {
      const dataDir = await migratedDataDir();
      const env = { ...DEMO, DEMO_HISTORY_DAYS: '40', COMMERCE_DATA_DIR: dataDir };
      const first = startProcess(env);
      await first.says(/Reading the history of 9 accounts/);
      await new Promise((resolve) => setTimeout(resolve, 2_500));
      first.child.kill('SIGKILL');
      await first.ended;
      expect(first.output()).not.toContain('All history is here');

      const second = startProcess(env);
      const { origin, link } = await ready(second);
      await historyIsIn(second);
      await expectTruth(await signedIn(origin, link), dataDir);
      expect(await interrupt(second)).toBe(0);
    },
    SLOW,
  );
});

describe('npm start -- --no-demo', () => {
  it(
    'gives an empty workspace, and keeps it empty afterwards',
    async () => {
      const env = { COMMERCE_DATA_DIR: await migratedDataDir() };
      for (const args of [['--no-demo'], []]) {
        const start = startProcess(env, args);
        const { origin, link } = await ready(start);
        expect((await (await signedIn(origin, link)).shops.list()).items).toEqual([]);
        expect(await interrupt(start)).toBe(0);
      }
    },
    SLOW,
  );
});

describe('npm start with settings that do not fit', () => {
  it('names all of them at once and starts nothing', async () => {
    const start = startProcess({ PORT: 'http', MAX_STALENESS_MINUTES: '0', AUTH_MODE: 'ldap' });
    expect((await start.ended).code).toBe(EXIT.usage);
    for (const name of ['PORT', 'MAX_STALENESS_MINUTES', 'AUTH_MODE']) {
      expect(start.output()).toContain(name);
    }
  });

  it('looks at the master keys before it makes a database', async () => {
    const dataDir = temporaryDataDir();
    const start = startProcess({ COMMERCE_DATA_DIR: dataDir, COMMERCE_MASTER_KEYS: 'k1:short' });
    expect((await start.ended).code).toBe(EXIT.usage);
    expect(start.output()).toContain('COMMERCE_MASTER_KEYS');
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('explains an unknown option', async () => {
    const start = startProcess({}, ['--demonstration']);
    expect((await start.ended).code).toBe(EXIT.usage);
    expect(start.output()).toContain('--no-demo');
  });

  it(
    'does not let other machines in before an owner has a password',
    async () => {
      const env = { COMMERCE_DATA_DIR: await migratedDataDir(), HOST: '0.0.0.0' };
      const start = startProcess(env, ['--no-demo']);
      expect((await start.ended).code).toBe(EXIT.usage);
      expect(start.output()).toContain('users set-password');
    },
    SLOW,
  );
});
