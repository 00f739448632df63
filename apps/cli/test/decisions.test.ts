import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { createPool, type Embedded, openEmbedded } from '@commerce/db';
import { seedDataDirectory } from '@commerce/db/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { commerce, dataOf, errorOf, runCli, temporaryFolder } from './run-cli.ts';

// This process owns the database as a running `npm start` would; every command is its guest.
const dataDir = temporaryFolder();
let embedded: Embedded;
let pool: ReturnType<typeof createPool>;
let shopId: string;
const connectorId = randomUUID();

vi.setConfig({ testTimeout: 150_000, hookTimeout: 150_000 });

beforeAll(async () => {
  await seedDataDirectory(dataDir);
  embedded = await openEmbedded({ dataDir, durable: false });
  pool = createPool({ connection: embedded.connection });
  expect((await runCli(dataDir, ['db', 'init'])).code).toBe(0);
  const made = await runCli(dataDir, [
    ...['users', 'create-owner', '--email', 'owner@example.test', '--agency', 'Ours', '--json'],
  ]);
  const { agencyId } = dataOf<{ agencyId: string }>(made);
  shopId = randomUUID();
  await pool.query(
    `insert into app_dashboard.shops (id, agency_id, name, currency, timezone)
     values ($1, $2, 'Seoul', 'KRW', 'Asia/Seoul')`,
    [shopId, agencyId],
  );
  await pool.query(
    `insert into app_dashboard.connectors (id, shop_id, platform, kind, mode, external_account_id, name, currency, timezone)
     values ($1, $2, 'meta', 'ads', 'import', '1', 'Ads', 'KRW', 'Asia/Seoul')`,
    [connectorId, shopId],
  );
});
afterAll(async () => {
  await pool.end();
  await embedded.close();
});

async function propose(shortId: string, entity: string): Promise<void> {
  const diff = [{ field: 'status', before: 'ACTIVE', after: 'PAUSED', currency: null }];
  const bound = { connectorId, level: 'campaign', entityId: entity, kind: 'pause', diff };
  const hash = createHash('sha256').update(JSON.stringify(bound)).digest('hex');
  await pool.query(
    `insert into app_dashboard.action_proposals (shop_id, short_id, connector_id, kind, subject, level, entity_id,
       entity_name, risk, requires_approval, executable, source, proposed_by, reason, diff, diff_hash, evidence,
       expires_at, created_at, updated_at)
     values ($1, $2, $3, 'pause', 'status', 'campaign', $4, $4, 'medium', true, true, 'person', 'user:1',
       '{"code":"asked","values":{},"currency":null}',
       $5, $6,
       '{"window":null,"state":"final","figures":[],"series":[],"maturity":null,"notes":[]}',
       now() + interval '1 day', now(), now())`,
    [shopId, shortId, connectorId, entity, JSON.stringify(diff), hash],
  );
}

const cli = (...args: string[]) => runCli(dataDir, args);
interface Members {
  members: { ok: boolean; code: string; status: string }[];
}

describe('the inbox', () => {
  it('is empty in words, and lists what waits', async () => {
    const empty = await cli('inbox');
    expect([empty.code, empty.stderr, empty.stdout]).toEqual([
      0,
      '',
      'Nothing waits for a decision.\n',
    ]);
    await propose('AAAAAAAAA1', 'Autumn');
    await propose('AAAAAAAAA2', 'Winter');
    const inbox = await cli('inbox', '--shop', 'seoul');
    expect(inbox.stdout).toMatch(/AAAAAAAAA2 [\s\S]*Winter[\s\S]*AAAAAAAAA1 [\s\S]*Autumn/);
  });

  it('is decided by short ids, each once, and the log says that it was the terminal', async () => {
    const rejected = await cli('reject', 'aaaaaaaaa2', '--reason', 'Not now', '--json');
    expect(rejected.code).toBe(0);
    const approved = await cli('approve', 'AAAAAAAAA1', 'AAAAAAAAA2', '--json');
    expect(approved.code).toBe(4);
    expect(dataOf<Members>(approved).members).toMatchObject([
      { ok: true, code: 'done', status: 'approved' },
      { ok: false, code: 'already_decided', status: 'rejected' },
    ]);
    const { rows } = await pool.query(
      `select short_id, decided_via, decision_reason from app_dashboard.action_proposals order by short_id`,
    );
    expect(rows).toEqual([
      { short_id: 'AAAAAAAAA1', decided_via: 'cli', decision_reason: null },
      { short_id: 'AAAAAAAAA2', decided_via: 'cli', decision_reason: 'Not now' },
    ]);
  });

  it('names ids that are none, and changes nothing', async () => {
    const wrong = await cli('approve', 'perhaps', '--json');
    expect(wrong.code).toBe(2);
    expect(errorOf(wrong).message).toContain('commerce inbox');
  });

  it('cannot be carried out on accounts that are only read from files', async () => {
    const ended = await cli('execute', 'AAAAAAAAA1', '--json');
    expect(ended.code).toBe(1);
    expect(dataOf<Members>(ended).members).toMatchObject([
      { ok: false, code: 'read_only_connector' },
    ]);
    const nothing = await cli('undo', '--since', '2026-11-01', '--dry-run', '--json');
    expect(dataOf<{ candidates: unknown[] }>(nothing)).toEqual({ candidates: [] });
  });

  it.each(['5', 'Monday', '11/20', '2026-11-20T09:00', '2026-02-30T09:00Z'])(
    'takes nothing back since %j, which could mean another time than was meant',
    async (since) => {
      const refused = await cli('undo', '--since', since, '--dry-run', '--json');
      expect(refused.code).toBe(2);
      expect(errorOf(refused).message).toContain('Nothing was taken back');
    },
  );

  it('takes an instant with its offset', async () => {
    const since = '2026-11-01T09:00+09:00';
    expect((await cli('undo', '--since', since, '--dry-run')).code).toBe(0);
  });
});

describe('the kill switch', () => {
  it('stops every shop, says so, and lets go', async () => {
    const stopped = await cli('stop', '--reason', 'Something is off');
    expect(stopped.stdout).toMatch(/Stopped\.[\s\S]*every shop[\s\S]*Something is off/);
    const { rows } = await pool.query('select shop_id, engaged_via from app_dashboard.write_stops');
    expect(rows).toEqual([{ shop_id: null, engaged_via: 'cli' }]);
    expect((await cli('resume')).stdout).toBe('Released.\n');
  });
});

describe('caps', () => {
  it('are set with every limit, and shown', async () => {
    const set = await cli(
      ...['caps', 'set', '--currency', 'KRW', '--max-daily-budget', '100000'],
      ...['--max-daily-increase', '50000', '--never-touch', '11', '12', '--json'],
    );
    expect([set.code, set.stderr]).toEqual([0, '']);
    expect(dataOf<{ cap: object }>(set).cap).toMatchObject({
      platform: 'meta',
      allowed_kinds: ['pause', 'resume', 'set_daily_budget'],
      never_touch: ['11', '12'],
      max_daily_budget: '100000',
    });
    expect((await cli('caps', 'show')).stdout).toMatch(/Seoul +meta KRW[\s\S]*≤ 100000 a day/);
  });
});

describe('rules', () => {
  it('are switched on from a template, and off', async () => {
    const on = await cli('rules', 'enable', 'kill_switch', '--set', 'days=3', '--json');
    expect([on.code, on.stderr]).toEqual([0, '']);
    const { rule } = dataOf<{ rule: { id: string; state: string; version: number } }>(on);
    expect(rule).toMatchObject({ state: 'enabled', version: 1, parameters: { days: '3' } });
    expect((await cli('rules', 'disable', 'kill_switch')).stdout).toContain('is disabled');
    const list = dataOf<{ rules: { id: string }[] }>(await cli('rules', 'list', '--json'));
    expect(list.rules.map(({ id }) => id)).toEqual([rule.id]);
    const unknown = await cli('rules', 'enable', 'moonphase', '--json');
    expect([unknown.code, errorOf(unknown).message]).toEqual([
      2,
      expect.stringContaining('kill_switch'),
    ]);
  });

  it('are tried on past days', async () => {
    await pool.query(
      `insert into core_warehouse.entities (shop_id, connector_id, level, external_id, name, status, currency,
         first_observed_at)
       values ($1, $2, 'campaign', 'c1', 'Autumn', 'ACTIVE', 'KRW', null)`,
      [shopId, connectorId],
    );
    await pool.query(
      `insert into core_warehouse.metrics_daily (shop_id, connector_id, level, entity_id, day, currency, vat_basis, source,
         spend, impressions, clicks, conversions, conversion_value, first_observed_at, observed_at)
       select $1, $2, 'campaign', 'c1', d::date, 'KRW', 'unknown', 'api', 90000, 1000, 100, 0, 0,
         d + interval '1 day', d + interval '1 day'
       from generate_series('2026-11-01'::date, '2026-11-07', '1 day') d`,
      [shopId, connectorId],
    );
    const told = await cli(
      ...['rules', 'backtest', 'kill_switch', '--from', '2026-11-01', '--to', '2026-11-08'],
      ...['--set', 'spend=1000', '--compare-set', 'spend=900000'],
    );
    expect([told.code, told.stderr]).toEqual([0, '']);
    expect(told.stdout).toMatch(/Ads \(KRW\)[\s\S]*firings[\s\S]*Autumn[\s\S]*Against it/);
  });
});

describe('commerce bot', () => {
  it('says what it needs when there is no token', async () => {
    const ended = await cli('bot');
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining('TELEGRAM_BOT_TOKEN')]);
  });

  it('can be tried without Telegram, and forgets the chat', async () => {
    const child = spawn(process.execPath, [...commerce, 'bot', '--try'], {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      env: { ...process.env, COMMERCE_DATA_DIR: dataDir, NODE_ENV: 'test' },
    });
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const ended = new Promise((resolve) => child.once('close', resolve));
    child.stdin.end('/stop\n/resume\n1\n9\n/status\n/quit\n/inbox\n');
    expect(await ended).toBe(0);
    expect(text).toMatch(/\/resume[\s\S]*\[1\] [\s\S]*There is no button 9/);
    const { rows: acts } = await pool.query(
      `select action from app_dashboard.audit_log where via = 'telegram' and action like 'kill_switch%' order by at`,
    );
    expect(acts.map(({ action }) => action)).toEqual(['kill_switch.engage', 'kill_switch.release']);
    const { rows: chats } = await pool.query('select from app_dashboard.telegram_chats');
    expect(chats).toEqual([]);
  });
});

describe('commerce mcp', () => {
  it('speaks nothing but the protocol on stdout, and ends with its stdin', async () => {
    const child = spawn(process.execPath, [...commerce, 'mcp', '--verbose'], {
      cwd: fileURLToPath(new URL('../../..', import.meta.url)),
      env: { ...process.env, COMMERCE_DATA_DIR: dataDir, NODE_ENV: 'test' },
    });
    let text = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
    const ended = new Promise((resolve) => child.once('close', resolve));
    const send = (message: object) =>
      child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
    const clientInfo = { name: 't', version: '1' };
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
    send({ id: 1, method: 'initialize', params });
    await vi.waitFor(
      () => expect([text, said]).toEqual([expect.stringContaining('"id":1'), said]),
      {
        timeout: 60_000,
      },
    );
    send({ method: 'notifications/initialized' });
    send({
      id: 2,
      method: 'tools/call',
      params: { name: 'list_rules', arguments: { shop_id: shopId } },
    });
    await vi.waitFor(() => expect(text).toContain('"id":2'), { timeout: 60_000 });
    child.stdin.end();
    expect(await ended).toBe(0);
    const messages = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { jsonrpc: string; id: number });
    expect(messages.map(({ jsonrpc }) => jsonrpc)).toEqual(['2.0', '2.0']);
    expect(JSON.stringify(messages[1])).toContain('kill_switch');
    expect(said).toContain('owner@example.test');
  });
});
