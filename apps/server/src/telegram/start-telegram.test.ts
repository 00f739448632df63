import { startTelegramSimulator, type TelegramSimulator } from '@commerce/simulators';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedIn } from '../test/signed-in.ts';
import {
  cleanUp,
  interrupt,
  migratedDataDir,
  ready,
  type StartProcess,
  startProcess,
} from '../test/start-process.ts';

const SLOW = 240_000;
const TOKEN = `987654321:${'AbCdEfGhIj'.repeat(3)}12345`;
const INITIALIZE = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  },
};

let telegram: TelegramSimulator;
let start: StartProcess;
let origin: string;
let link: string;

beforeAll(async () => {
  telegram = await startTelegramSimulator({ token: TOKEN });
  start = startProcess(
    {
      COMMERCE_DATA_DIR: await migratedDataDir(),
      LOG_LEVEL: 'debug',
      TELEGRAM_BOT_TOKEN: TOKEN,
      TELEGRAM_API_ROOT: telegram.origin,
    },
    ['--no-demo'],
  );
  ({ origin, link } = await ready(start));
}, SLOW);
afterAll(async () => {
  await cleanUp();
  await telegram.close();
});

describe('npm start with a bot token', () => {
  it('runs the bot', () => start.says(/The Telegram bot @\w+ is listening/), SLOW);

  it('answers MCP with a key of the API, and nobody without', async () => {
    const ask = (key: string | null) =>
      fetch(`${origin}/mcp`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...(key !== null && { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify(INITIALIZE),
      });
    expect((await ask(null)).status).toBe(401);
    expect((await ask('ck_live_wrong')).status).toBe(401);
    const client = await signedIn(origin, link);
    const { key } = await client.apiKeys.create({ name: 'assistant', scopes: ['read'] });
    const answer = await ask(key);
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('serverInfo');
  });

  it(
    'stops with it, and the token never shows',
    async () => {
      expect(await interrupt(start)).toBe(0);
      expect(start.output()).not.toContain(TOKEN);
      expect(start.output()).not.toContain(TOKEN.split(':')[1]);
    },
    SLOW,
  );
});
