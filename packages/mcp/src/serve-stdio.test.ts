import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mcpActor } from './actor.ts';
import { serveMcpOverStdio } from './serve-stdio.ts';
import { createMcpFixture, type McpFixture } from './test/mcp-fixture.ts';

let fixture: McpFixture;
beforeAll(async () => {
  fixture = await createMcpFixture();
});
afterAll(() => fixture.close());

/** A connection, and what comes back over it, message by message. */
function open(signal = new AbortController().signal) {
  const stdin = new PassThrough();
  const stdout = new PassThrough();
  const { owner } = fixture.tenants.a;
  const ended = serveMcpOverStdio({
    ctx: { ...fixture.engine, actor: mcpActor(owner.actor as never) },
    version: '1.2.3',
    stdin,
    stdout,
    signal,
  });
  let text = '';
  stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  // oxlint-disable-next-line typescript/no-explicit-any
  const answer = async (id: number): Promise<any> => {
    for (;;) {
      const lines = text.split('\n').filter((line) => line !== '');
      const found = lines
        .map((line) => JSON.parse(line) as { id?: number })
        .find((one) => one.id === id);
      if (found) return found;
      await new Promise((wake) => setTimeout(wake, 5));
    }
  };
  const send = (message: object) =>
    void stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  return { stdin, send, answer, ended };
}

it('greets as of old, answers, and ends when the other side goes', async () => {
  const { stdin, send, answer, ended } = open();
  const params = {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 't', version: '1' },
  };
  send({ id: 1, method: 'initialize', params });
  expect((await answer(1)).result).toMatchObject({
    protocolVersion: '2025-06-18',
    serverInfo: { name: 'commerce', version: '1.2.3' },
  });
  send({ method: 'notifications/initialized' });
  send({ id: 2, method: 'tools/call', params: { name: 'list_shops', arguments: {} } });
  const { result } = await answer(2);
  expect(result.structuredContent.items[0].id).toBe(fixture.tenants.a.shops[0]!.id);
  stdin.end();
  await ended;
});

it('answers the modern way without a greeting, and ends when asked to', async () => {
  const stop = new AbortController();
  const { send, answer, ended } = open(stop.signal);
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': '2026-07-28',
    'io.modelcontextprotocol/clientInfo': { name: 't', version: '1' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  send({ id: 1, method: 'server/discover', params: { _meta } });
  expect((await answer(1)).result.supportedVersions).toContain('2026-07-28');
  send({ id: 2, method: 'tools/call', params: { name: 'list_shops', arguments: {}, _meta } });
  expect((await answer(2)).result.structuredContent.items).toHaveLength(1);
  stop.abort();
  await ended;
});
