import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createPool, type Embedded, openEmbedded } from '@commerce/db';
import { seedDataDirectory } from '@commerce/db/testing';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { commerce, dataOf, errorOf, fixture, runCli, temporaryFolder } from './run-cli.ts';

const dataDir = temporaryFolder();
const files = temporaryFolder();

interface Doctor {
  status: string;
  findings: { check: string; status: string; message: string; action: string | null }[];
}

// Held by this process, as a running `npm start` would: commands open faster as its guests.
let embedded: Embedded;
let pool: ReturnType<typeof createPool>;
async function hold(): Promise<void> {
  embedded = await openEmbedded({ dataDir, durable: false });
  pool = createPool({ connection: embedded.connection });
}
async function letGo(): Promise<void> {
  await pool.end();
  await embedded.close();
}

vi.setConfig({ testTimeout: 150_000 });

describe('the command line', () => {
  const dataDir = temporaryFolder();

  it('names what it does not know, and stops with 2', async () => {
    const command = await runCli(dataDir, ['frobnicate']);
    expect(command.code).toBe(2);
    expect(command.stderr).toContain('There is no command "frobnicate"');
    const option = await runCli(dataDir, ['db', 'status', '--frob', '--json']);
    expect(option.code).toBe(2);
    expect(errorOf(option).message).toContain("unknown option '--frob'");
    const group = await runCli(dataDir, ['import', 'nothing', '--file', 'x']);
    expect([group.code, group.stderr]).toEqual([
      2,
      expect.stringContaining('There is no command "import nothing"'),
    ]);
    expect((await runCli(dataDir, ['undo'])).code).toBe(2);
    const none = await runCli(dataDir, ['db', 'restore', join(files, 'none.gz')]);
    expect([none.code, none.stderr]).toEqual([3, expect.stringContaining('not there')]);
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it.each([
    ['goes on quietly when nobody reads any more', '| true', 0, ''],
    ['says when its output cannot be kept', '> /dev/full', 1, 'The output is incomplete'],
  ])('%s', async (_, rest, code, words) => {
    const line = [process.execPath, ...commerce, '--help'].map((part) => `'${part}'`).join(' ');
    const shell = spawnSync('bash', ['-c', `${line} ${rest}; exit ${'${PIPESTATUS[0]}'}`], {
      encoding: 'utf8',
    });
    expect([shell.status, shell.stderr]).toEqual([code, expect.stringContaining(words)]);
    expect(shell.stderr).not.toContain('EPIPE');
  });

  it('says everything that is wrong with the settings at once', async () => {
    const env = { PORT: 'many', LOG_LEVEL: 'loud' };
    const ended = await runCli(dataDir, ['db', 'status'], { env });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(/PORT[\s\S]*LOG_LEVEL/);
  });
});

describe('the doctor', () => {
  const doctor = async (args: string[] = [], env: Record<string, string> = {}) => {
    const ended = await runCli(dataDir, ['doctor', '--json', ...args], { env });
    return { code: ended.code, ...dataOf<Doctor>(ended) };
  };

  it('warns where there is nothing yet, and makes nothing', async () => {
    const { code, findings } = await doctor();
    expect(code).toBe(1);
    expect(findings.at(-1)).toMatchObject({ check: 'database', status: 'warning' });
    expect(readdirSync(dataDir)).toEqual([]);
    await seedDataDirectory(dataDir);
    await hold();
  });

  it('finds everything well after an import', async () => {
    const imported = await runCli(dataDir, [
      ...['import', 'shopify', '--file', fixture('bulk-orders.jsonl'), '--shop-name', 'Portland'],
      ...['--timezone', 'America/Los_Angeles'],
    ]);
    expect(imported.code).toBe(0);
    const { code, status, findings } = await doctor();
    expect(findings.filter((finding) => finding.status !== 'ok')).toEqual([]);
    expect({ code, status }).toEqual({ code: 0, status: 'ok' });
    expect(findings.map(({ check }) => check)).toEqual([
      ...['disk', 'database', 'migrations', 'clock', 'clock history', 'jobs', 'master key'],
      ...['Portland · Shopify files', 'figures of Portland'],
    ]);
  });

  it('finds wrong figures, dead credentials and a lost key, and says what to do', async () => {
    await pool.query('update reporting.daily_revenue_rollup set net_sales = net_sales + 1');
    await pool.query(`with c as (
        insert into app_dashboard.connectors (shop_id, platform, kind, mode, external_account_id, name, status, status_message)
        select id, 'meta', 'ads', 'api', '1', 'Ads', 'needs_reauth', 'The token was withdrawn' from app_dashboard.shops
        returning shop_id, id)
      insert into app_dashboard.shop_credentials (shop_id, connector_id, name, ciphertext, key_id)
      select shop_id, id, 'access_token', 'v1.k1.a.b', 'k1' from c`);
    renameSync(join(dataDir, 'master.key'), join(files, 'master.key'));
    const { code, findings } = await doctor();
    renameSync(join(files, 'master.key'), join(dataDir, 'master.key'));
    expect(code).toBe(2);
    const brokenOnes = findings.filter(({ status }) => status === 'broken');
    expect(brokenOnes.map(({ check }) => check)).toEqual([
      'master key',
      'Portland · Meta Ads · Ads',
      'figures of Portland',
    ]);
    expect(brokenOnes[1]?.message).toContain('The token was withdrawn');
    for (const { action } of brokenOnes) expect(action).toBeTruthy();

    const rebuilt = await runCli(dataDir, ['db', 'rebuild-rollups']);
    expect(rebuilt.code).toBe(0);
    await pool.query(`update app_dashboard.connectors set status = 'connected'`);
    const after = await doctor();
    expect(after.findings.find(({ check }) => check === 'figures of Portland')?.status).toBe('ok');
    expect(after.findings.find(({ check }) => check === 'Portland · Meta Ads · Ads')).toMatchObject(
      {
        status: 'broken',
        message: expect.stringContaining('cannot be read with the configured master keys'),
      },
    );
    await pool.query(`delete from app_dashboard.connectors where name = 'Ads'`);
  });

  it('says that a database does not answer', async () => {
    const { code, findings } = await doctor([], {
      DATABASE_URL: 'postgres://nobody:secret-word@127.0.0.1:1/none',
      COMMERCE_MASTER_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
    });
    expect(code).toBe(2);
    expect(findings.at(-1)).toMatchObject({ check: 'database', status: 'broken' });
    expect(JSON.stringify(findings)).not.toContain('secret-word');
  });

  it('refuses a key file that others can read', async () => {
    chmodSync(join(dataDir, 'master.key'), 0o644);
    const { code, findings } = await doctor(['--quick']);
    chmodSync(join(dataDir, 'master.key'), 0o600);
    expect(code).toBe(2);
    const [finding] = findings.filter(({ status }) => status === 'broken');
    expect(finding?.message).toContain('chmod 600');
  });
});

describe('a backup', () => {
  const file = join(files, 'one.backup.gz');
  const status = async () =>
    dataOf<{ rows: Record<string, number> }>(await runCli(dataDir, ['db', 'status', '--json']))
      .rows;

  it('is written, restored over a reset, and refused over data', async () => {
    const before = await status();
    const written = await runCli(dataDir, ['db', 'backup', file, '--json']);
    expect(written.code).toBe(0);
    expect(dataOf<{ rows: number }>(written).rows).toBeGreaterThan(10);
    expect(statSync(file).mode & 0o777).toBe(0o600);

    await letGo();
    const refused = await runCli(dataDir, ['db', 'restore', file, '--json']);
    expect(refused.code).toBe(1);
    expect(errorOf(refused)).toMatchObject({ code: 'not_empty' });
    expect((await runCli(dataDir, ['db', 'reset'])).code).toBe(2);
    expect((await runCli(dataDir, ['db', 'reset', '--yes'])).code).toBe(0);

    expect((await runCli(dataDir, ['db', 'restore', file])).code).toBe(0);
    expect((await runCli(dataDir, ['doctor'])).code).toBe(0);
    expect(await status()).toEqual(before);
  });

  it('that is none, or is damaged, changes nothing', async () => {
    const broken = join(files, 'broken.gz');
    writeFileSync(broken, readFileSync(file).subarray(0, 900));
    for (const path of [broken, fixture('orders_export.csv')]) {
      const ended = await runCli(dataDir, [
        'db',
        'restore',
        path,
        '--overwrite',
        '--yes',
        '--json',
      ]);
      expect(ended.code).toBe(3);
      expect(errorOf(ended).message).not.toContain('fault of the program');
    }
    await hold();
    expect((await status())['core_warehouse.orders']).toBe(4);
  });

  it('and a reset are refused beside a running process', async () => {
    for (const args of [['reset'], ['restore', file, '--overwrite']]) {
      const ended = await runCli(dataDir, ['db', ...args, '--yes', '--json']);
      expect(ended.code).toBe(5);
    }
    expect((await runCli(dataDir, ['db', 'backup', file])).code).toBe(0);
  });
});

describe('people and keys', () => {
  afterAll(letGo);

  it('get a link, and a password that is piped in', async () => {
    const link = await runCli(dataDir, ['users', 'sign-in-link']);
    expect(link.code).toBe(0);
    expect(link.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/sign-in\/link\?token=csl_[\w-]+\n$/);
    const weak = await runCli(dataDir, ['users', 'set-password'], { stdin: 'short' });
    expect(weak.code).toBe(2);
    const set = await runCli(dataDir, ['users', 'set-password'], {
      stdin: 'a long enough sentence\n',
    });
    expect(set.code).toBe(0);
    const { users } = dataOf<{ users: { has_password: boolean }[] }>(
      await runCli(dataDir, ['users', 'list', '--json']),
    );
    expect(users).toMatchObject([{ email: 'owner@commerce.local', has_password: true }]);
    const unknown = await runCli(dataDir, ['users', 'sign-in-link', '--email', 'who@example.com']);
    expect(unknown.code).toBe(2);
  });

  it('are never taken from the arguments', async () => {
    const ended = await runCli(dataDir, [
      ...['connect', 'shopify', '--domain', 'x.myshopify.com', '--access-token', 'shpat_1'],
    ]);
    expect(ended.code).toBe(2);
    const none = await runCli(dataDir, ['connect', 'shopify', '--domain', 'x.myshopify.com']);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('--stdin');
    const wrong = await runCli(
      dataDir,
      ['connect', 'shopify', '--domain', 'not a shop', '--stdin', '--json'],
      { stdin: '{"access_token":"shpat_000000000000000000"}' },
    );
    expect(wrong.code).toBe(2);
    expect(JSON.stringify(wrong)).not.toContain('shpat_0');
  });

  it('rotate: secrets move to the first key', async () => {
    const ended = await runCli(dataDir, ['db', 'rotate-key', '--json']);
    expect(ended.code).toBe(0);
    expect(dataOf(ended)).toMatchObject({ active_key: 'k1', rotated: 0, unreadable: [] });
  });
});
