import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPool, type Embedded, openEmbedded } from '@commerce/db';
import { seedDataDirectory } from '@commerce/db/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { dataOf, errorOf, fixture, runCli, temporaryFolder } from './run-cli.ts';
import { workbook } from './workbook.ts';

// This process owns the database as a running `npm start` would; every command is its guest.
const dataDir = temporaryFolder();
const files = temporaryFolder();
let embedded: Embedded;
let pool: ReturnType<typeof createPool>;

beforeAll(async () => {
  await seedDataDirectory(dataDir);
  embedded = await openEmbedded({ dataDir, durable: false });
  pool = createPool({ connection: embedded.connection });
  expect((await runCli(dataDir, ['db', 'init'])).code).toBe(0);
});
afterAll(async () => {
  await pool.end();
  await embedded.close();
});

const rows = async (sql: string): Promise<Record<string, unknown>[]> =>
  (await pool.query<Record<string, unknown>>(sql)).rows;
const count = async (table: string): Promise<number> =>
  Number((await rows(`select count(*)::int as n from ${table}`))[0]?.n);

interface Report {
  rows_read: number;
  rows_kept: number;
  skipped: { reason: string; count: number; lines: number[] }[];
  totals: { field: string; computed: string; file: string | null; matches: boolean | null }[];
}
interface Imported {
  dry_run: boolean;
  shop: { id: string; name: string; created?: boolean } | null;
  report: Report;
  removed?: number;
}

vi.setConfig({ testTimeout: 150_000 });

describe('a bulk operation result', () => {
  const newShop = ['--shop-name', 'Portland', '--timezone', 'America/Los_Angeles'];
  const args = ['import', 'shopify', '--file', fixture('bulk-orders.jsonl'), ...newShop, '--json'];

  it('is previewed without storing anything, not even the shop it would make', async () => {
    const ended = await runCli(dataDir, [...args, '--dry-run']);
    expect(ended.code).toBe(0);
    const preview = dataOf<Imported>(ended);
    expect(preview).toMatchObject({ dry_run: true, shop: null });
    expect(preview.report).toMatchObject({ rows_read: 22, rows_kept: 22 });
    expect(await count('app_dashboard.shops')).toBe(0);
    expect(await count('app_dashboard.users')).toBe(0);
  });

  it('is stored, and stored again without doubling', async () => {
    const first = await runCli(dataDir, args);
    expect(first.code).toBe(0);
    expect(dataOf<Imported>(first).shop).toMatchObject({ name: 'Portland', created: true });
    const facts = `select order_day::text as day, name, total::text, currency, is_test
      from core_warehouse.orders order by name`;
    const stored = await rows(facts);
    expect(stored).toEqual([
      { day: '2026-10-02', name: '#2001', total: '86.0000', currency: 'USD', is_test: false },
      { day: '2026-10-02', name: '#2002', total: '120.0000', currency: 'USD', is_test: false },
      { day: '2026-10-05', name: '#2003', total: '80.0000', currency: 'USD', is_test: false },
      { day: '2026-10-05', name: '#2004', total: '18.0000', currency: 'USD', is_test: true },
    ]);
    const again = await runCli(dataDir, args);
    expect(again.code).toBe(0);
    expect(dataOf<Imported>(again).shop).toMatchObject({ created: false });
    expect(await rows(facts)).toEqual(stored);
    expect(await count('app_dashboard.connectors')).toBe(1);
    const [revenue] =
      await rows(`select sum(net_sales)::text as net, sum(shipping)::text as shipping,
      sum(orders)::int as orders from reporting.daily_revenue_rollup where basis = 'order'`);
    expect(revenue).toEqual({ net: '250.0000', shipping: '16.0000', orders: 3 });
  });

  it('that is older than another takes no order back, and says so', async () => {
    const state = 'select name, financial_status from core_warehouse.orders order by name';
    const stored = await rows(state);
    const older = join(files, 'older.jsonl');
    const text = readFileSync(fixture('bulk-orders.jsonl'), 'utf8');
    const earlier = text.replace('"updatedAt":"2026-10-09', '"updatedAt":"2026-10-08');
    writeFileSync(older, earlier.replaceAll('"PARTIALLY_REFUNDED"', '"PAID"'));
    const command = ['import', 'shopify', '--file', older, ...newShop];
    const ended = await runCli(dataDir, [...command, '--json']);
    expect(dataOf<Imported>(ended)).toMatchObject({ stale_orders: 1, kept_back: 0 });
    expect(await rows(state)).toEqual(stored);
    const said = await runCli(dataDir, command);
    expect(said.stdout).toContain('1 orders were left as they are');
  });
});

describe("the admin's order export and Ads Manager reports of one shop", () => {
  const orders = ['import', 'shopify', '--file', fixture('orders_export.csv')];
  const ads = (file: string) => ['import', 'meta', '--file', file, '--shop', 'Seoul', '--json'];
  const figures = () =>
    rows(`select m.entity_name as campaign, m.day::text, m.spend::text, m.impressions::int as impressions,
        m.conversion_value::text as value
      from core_warehouse.metrics_daily m order by 1, 2`);

  it('are told apart by --shop-name, and shown in words without --json', async () => {
    const ended = await runCli(dataDir, [
      ...orders,
      ...['--shop-name', 'Seoul', '--timezone', 'Asia/Seoul'],
    ]);
    expect(ended.code).toBe(0);
    expect(ended.stdout).toBe('Stored 4 rows in Seoul (new shop), 2026-10-11 to 2026-10-12.\n');
    expect(ended.stderr).toContain('Lineitem quantity           →  lineQuantity');
    expect(ended.stderr).toMatch(/total +103000/);
    const [seoul] = await rows(
      `select s.currency, count(*)::int as orders, sum(o.total)::text as total from core_warehouse.orders o
       join app_dashboard.shops s on s.id = o.shop_id where s.name = 'Seoul' group by 1`,
    );
    expect(seoul).toEqual({ currency: 'KRW', orders: 3, total: '103000.0000' });
  });

  it('agree in every language and format, and replace instead of doubling', async () => {
    const korean = await runCli(dataDir, ads(fixture('campaigns-ko.csv')));
    expect(korean.code).toBe(0);
    const { report } = dataOf<Imported>(korean);
    expect(report.skipped).toEqual([{ reason: 'line of totals', count: 1, lines: [2] }]);
    expect(report.totals[0]).toEqual({
      field: 'spend',
      computed: '1009800',
      file: '1009800',
      matches: true,
    });
    const stored = await figures();
    expect(stored).toHaveLength(4);
    expect(stored[0]).toEqual({
      campaign: '[ASC] 핸드크림',
      day: '2026-10-11',
      spend: '412300.0000',
      impressions: 68000,
      value: '826000.0000',
    });
    const english = await runCli(dataDir, [
      ...ads(fixture('campaigns-en.csv')),
      '--level',
      'campaign',
    ]);
    expect(english.code).toBe(0);
    const lines = readFileSync(fixture('campaigns-ko.csv'), 'utf8').trim().split('\n');
    const xlsx = join(files, 'campaigns.xlsx');
    writeFileSync(xlsx, workbook(lines.map((line) => line.split(','))));
    const sheet = await runCli(dataDir, ads(xlsx));
    expect(sheet.stderr).not.toContain('fault');
    expect(sheet.code).toBe(0);
    expect(await figures()).toEqual(stored);
  });

  it('of two accounts stand side by side, and a preview says what would go', async () => {
    const other = join(files, 'other-account.csv');
    const head = 'Campaign name,Day,Amount spent (KRW),Impressions';
    writeFileSync(other, `${head}\nElsewhere,2026-10-11,500,10\n`);
    const before = await figures();
    const refused = await runCli(dataDir, [...ads(other), '--dry-run']);
    expect(errorOf(refused)).toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/remove 2 stored rows on 1 day\b.*--account/),
    });
    const seen = await runCli(dataDir, [...ads(other), '--account', 'act_42', '--dry-run']);
    expect(dataOf(seen)).toMatchObject({
      connector_id: null,
      account: '42',
      removes: { rows: 0, days: 0 },
    });
    const stored = await runCli(dataDir, [...ads(other), '--account', 'act_42']);
    expect(dataOf(stored)).toMatchObject({ removed: 0, removed_days: 0 });
    expect(await figures()).toHaveLength(before.length + 1);

    const columns = `${head},Account ID\n`;
    writeFileSync(other, `${columns}Elsewhere,2026-10-11,700,10,42\nNew,2026-10-11,1,1,42\n`);
    expect(dataOf(await runCli(dataDir, ads(other)))).toMatchObject({ removed: 0 });
    writeFileSync(other, `${columns}New,2026-10-11,1,1,42\n`);
    const said = await runCli(dataDir, [
      ...ads(other).filter((word) => word !== '--json'),
      '--dry-run',
    ]);
    expect(said.stdout).toMatch(/Removes +1 stored row on 1 day that the file does not have/);
    expect(said.stdout).toMatch(/Account +Meta Ads files 42 \(/);
    const two = `${columns}New,2026-10-11,1,1,42\nElsewhere,2026-10-11,1,1,43\n`;
    writeFileSync(other, two);
    expect(errorOf(await runCli(dataDir, ads(other))).message).toMatch(
      /Line 3: .*account 43, not to 42\. .*--account/,
    );
    await pool.query(`delete from core_warehouse.metrics_daily m using app_dashboard.connectors c
      where c.id = m.connector_id and c.external_account_id = 'file:meta:42'`);
    await pool.query(
      `delete from app_dashboard.connectors where external_account_id = 'file:meta:42'`,
    );
    expect(await figures()).toEqual(before);
  });

  it('end with 4 when the rows do not add up to the total of the file', async () => {
    const path = join(files, 'short.csv');
    const text = readFileSync(fixture('campaigns-ko.csv'), 'utf8');
    writeFileSync(path, text.split('\n').slice(0, 3).join('\n'));
    const ended = await runCli(dataDir, [...ads(path), '--dry-run']);
    expect(ended.code).toBe(4);
    expect(dataOf<Imported>(ended).report.totals[0]).toMatchObject({ matches: false });
  });

  it('want to know the shop when there are several', async () => {
    const ended = await runCli(dataDir, [...orders, '--json']);
    expect(ended.code).toBe(2);
    expect(errorOf(ended).message).toMatch(/--shop: Portland \(.*\), Seoul \(/);
  });
});

describe('a hopeless file', () => {
  const imports = () => count('app_dashboard.imports');
  const attempt = async (name: string, content: string, args: string[]) => {
    const path = join(files, name);
    writeFileSync(path, content);
    return await runCli(dataDir, ['import', ...args, '--file', path, '--json']);
  };

  it.each([
    ['cut off', 'shopify', (jsonl: string) => jsonl.slice(0, -40), /Line 22 is cut off/],
    ['an array', 'shopify', () => '[{"id":1}]', /Line 1: this is a JSON array/],
    [
      'without a day',
      'meta',
      () => 'Campaign name,Amount spent (KRW),Impressions\nA,1,2\n',
      /Line 1.*no day/,
    ],
    [
      'with words for figures',
      'meta',
      () =>
        'Campaign name,Day,Amount spent (KRW),Impressions\nA,2026-10-01,1,2\nB,2026-10-01,plenty,2\n',
      /Line 3.*plenty/,
    ],
  ])('%s is refused with its line and stores nothing', async (_, platform, change, message) => {
    const before = await imports();
    const content = change(readFileSync(fixture('bulk-orders.jsonl'), 'utf8'));
    const place = ['--shop-name', 'Nowhere', '--timezone', 'UTC'];
    const ended = await attempt('hopeless', content, [platform, ...place]);
    expect(ended.code).toBe(3);
    expect(errorOf(ended)).toMatchObject({
      code: 'invalid_file',
      message: expect.stringMatching(message),
    });
    expect(ended.stderr).not.toMatch(/\n +at /);
    expect(await imports()).toBe(before);
    expect(await rows(`select 1 from app_dashboard.shops where name = 'Nowhere'`)).toEqual([]);
  });

  it('that is not there is named, relative to where the command was typed', async () => {
    const args = ['import', 'meta', '--file', 'gone.csv', '--json'];
    const ended = await runCli(dataDir, args, { env: { INIT_CWD: files } });
    expect(ended.code).toBe(3);
    expect(errorOf(ended).message).toContain(join(files, 'gone.csv'));
  });
});

describe('exchange rates', () => {
  it('are stored from a CSV, and refused by line', async () => {
    const path = join(files, 'rates.csv');
    writeFileSync(path, 'day,base,quote,rate,source\n2026-10-01,KRW,USD,1391.5,ECOS\n');
    const good = await runCli(dataDir, ['import', 'fx', '--file', path, '--json']);
    expect(dataOf(good)).toEqual({ rates: 1, from: '2026-10-01', to: '2026-10-01' });
    writeFileSync(path, 'day,base,quote,rate,source\n2026-10-01,KRW,USD,much,ECOS\n');
    const bad = await runCli(dataDir, ['import', 'fx', '--file', path]);
    expect(bad.code).toBe(3);
    expect(bad.stderr).toContain('line 2');
    expect(bad.stdout).toBe('');
  });
});
