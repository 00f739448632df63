import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from './config.ts';
import { EXIT } from './exit-codes.ts';
import { OperatorError } from './operator-error.ts';
import { variablesTable } from './variables-table.ts';

const KEYS = `k1:${Buffer.alloc(32, 7).toString('base64')}`;

function problemsOf(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    expect(error).toBeInstanceOf(OperatorError);
    expect((error as OperatorError).exitCode).toBe(EXIT.usage);
    return (error as OperatorError).message;
  }
  return '';
}

describe('loadConfig', () => {
  it('needs nothing on a laptop', () => {
    expect(loadConfig({})).toEqual({
      dataDir: resolve('.commerce'),
      host: '127.0.0.1',
      port: 8010,
      database: { kind: 'embedded' },
      redisUrl: null,
      auth: { mode: 'local' },
      masterKeys: { file: resolve('.commerce/master.key') },
      maxStalenessMinutes: 15,
      syncIntervalMinutes: 5,
      workerConcurrency: 4,
      publicOrigin: null,
      allowedHosts: [],
      corsOrigins: [],
      logLevel: null,
      trustProxy: false,
      demoHistoryDays: 180,
      executionMode: 'manual',
      capsFile: null,
      demoMode: false,
      telegram: null,
    });
  });

  it('reads who may change ads, and the bot', () => {
    const token = `123456789:${'A'.repeat(35)}`;
    const config = loadConfig({
      ADS_EXECUTION_MODE: 'auto_low_risk',
      ADS_CAPS_FILE: 'caps.json',
      ADS_DEMO_MODE: '1',
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_ALLOWED_CHAT_ID: '-1001234567890',
      TELEGRAM_API_ROOT: 'http://127.0.0.1:8081/',
    });
    expect(config).toMatchObject({
      executionMode: 'auto_low_risk',
      capsFile: resolve('caps.json'),
      demoMode: true,
      telegram: { token, allowedChatId: -1001234567890, apiRoot: 'http://127.0.0.1:8081' },
    });
  });

  it('lets the bot’s token neither travel in the open nor show up in a message', () => {
    const told = problemsOf({
      TELEGRAM_BOT_TOKEN: 'secret-but-wrong',
      TELEGRAM_API_ROOT: 'http://bots.example',
      TELEGRAM_ALLOWED_CHAT_ID: 'me',
      ADS_EXECUTION_MODE: 'auto',
    });
    for (const name of ['BOT_TOKEN', 'API_ROOT', 'ALLOWED_CHAT_ID', 'EXECUTION_MODE']) {
      expect(told).toContain(name);
    }
    expect(told).not.toContain('secret-but-wrong');
    const rootOnly = { TELEGRAM_API_ROOT: 'https://bots.example' };
    expect(problemsOf(rootOnly)).toContain('without TELEGRAM_BOT_TOKEN');
  });

  it('reads a hosted setup', () => {
    const config = loadConfig({
      DATABASE_URL: 'postgres://u:p@db.example:6543/postgres',
      DATABASE_URL_DIRECT: 'postgres://u:p@db.example:5432/postgres',
      COMMERCE_MASTER_KEYS: KEYS,
      AUTH_MODE: 'supabase',
      SUPABASE_URL: 'https://abc.supabase.co/',
      PUBLIC_URL: 'https://shop.example/app',
      ALLOWED_HOSTS: 'a.example, b.example',
      TRUST_PROXY: 'true',
      PORT: ' ',
    });
    expect(config).toMatchObject({
      port: 8010,
      database: { kind: 'hosted', directUrl: 'postgres://u:p@db.example:5432/postgres' },
      auth: {
        mode: 'supabase',
        issuer: 'https://abc.supabase.co/auth/v1',
        jwtSecret: null,
        jwksUrl: 'https://abc.supabase.co/auth/v1/.well-known/jwks.json',
      },
      masterKeys: { text: KEYS },
      publicOrigin: 'https://shop.example',
      allowedHosts: ['a.example', 'b.example'],
      trustProxy: true,
    });
  });

  it('uses a shared Supabase secret alone unless keys are named as well', () => {
    const env = {
      AUTH_MODE: 'supabase',
      SUPABASE_URL: 'https://abc.supabase.co',
      SUPABASE_JWT_SECRET: 's'.repeat(40),
    };
    expect(loadConfig(env).auth).toMatchObject({ jwksUrl: null, jwtSecret: 's'.repeat(40) });
  });

  it('names everything that is wrong at once', () => {
    const text = problemsOf({
      PORT: '99999',
      DATABASE_URL: 'mysql://db',
      LOG_LEVEL: 'loud',
      WORKER_CONCURRENCY: '1.5',
      TRUST_PROXY: 'perhaps',
      SUPABASE_URL: 'abc',
    });
    for (const name of [
      'PORT',
      'DATABASE_URL',
      'LOG_LEVEL',
      'WORKER_CONCURRENCY',
      'TRUST_PROXY',
      'SUPABASE_URL',
    ]) {
      expect(text).toContain(`- ${name} `);
    }
    expect(text).toContain('nothing was started');
  });

  it('names what contradicts', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://db/x' })).toContain('COMMERCE_MASTER_KEYS');
    expect(problemsOf({ AUTH_MODE: 'supabase' })).toContain('SUPABASE_URL is needed');
    expect(problemsOf({ COMMERCE_MASTER_KEYS: KEYS, COMMERCE_MASTER_KEY_FILE: '/x' })).toContain(
      'both set',
    );
    expect(problemsOf({ SYNC_INTERVAL_MINUTES: '10' })).toContain('stale');
    expect(problemsOf({ DATABASE_URL_DIRECT: 'postgres://db/x' })).toContain(
      'without DATABASE_URL',
    );
  });

  it('never repeats a secret', () => {
    const text = problemsOf({
      DATABASE_URL: 'mysql://user:hunter2@db',
      REDIS_URL: 'http://user:hunter2@redis',
      SUPABASE_JWT_SECRET: 'hunter2',
    });
    expect(text).not.toContain('hunter2');
    expect(text).toContain('REDIS_URL');
  });

  it('is described in docs/ENV_SPEC.md, every variable', () => {
    const page = new URL('../../../docs/ENV_SPEC.md', import.meta.url);
    expect(readFileSync(page, 'utf8')).toContain(variablesTable());
  });
});
