import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createMemoryStore } from '@commerce/api';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../log/create-log.ts';
import { createRedisStore, type RedisStore } from './redis-store.ts';
import { withFallback } from './with-fallback.ts';

const POLICY = { burst: 3, perSecond: 1 };
const stores: RedisStore[] = [];

function storeAt(url: string): RedisStore {
  const store = createRedisStore(url);
  stores.push(store);
  return store;
}

afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

async function freePort(): Promise<number> {
  const server: Server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe('rate limits while Redis cannot be reached', () => {
  it('are counted in this process, and the log says so once', async () => {
    let text = '';
    const log = createLog({ level: 'info', format: 'text', write: (part) => (text += part) });
    const store = withFallback(storeAt(`redis://127.0.0.1:${await freePort()}`), log);
    const now = new Date();
    const states = [];
    for (let i = 0; i < 5; i++) states.push((await store.take('a', POLICY, now)).allowed);
    expect(states).toEqual([true, true, true, false, false]);
    expect(text.match(/Redis cannot be reached/g)).toHaveLength(1);
  });

  it('are counted when Redis accepts but does not answer', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const log = createLog({ level: 'silent', format: 'text' });
    const store = withFallback(storeAt(`redis://127.0.0.1:${port}`), log);
    const started = performance.now();
    expect((await store.take('a', POLICY, new Date())).allowed).toBe(true);
    expect(performance.now() - started).toBeLessThan(3_000);
    silent.close();
  });
});

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

// Redis is optional for the product; where its server is installed, the real one is asked.
if (hasRedis) {
  describe('rate limits in Redis', () => {
    let server: ChildProcess;
    let url: string;
    let port: number;

    const launch = async () => {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', '/tmp'];
      server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] });
      for await (const chunk of server.stdout ?? []) {
        if (String(chunk).includes('Ready to accept')) return;
      }
    };
    const stop = async () => {
      server.kill();
      await once(server, 'exit');
    };

    beforeAll(async () => {
      port = await freePort();
      url = `redis://127.0.0.1:${port}/0`;
      await launch();
    });
    afterAll(stop);

    const connected = async (): Promise<RedisStore> => {
      const store = storeAt(url);
      await expect.poll(() => store.take('probe', POLICY, new Date())).toBeTruthy();
      return store;
    };

    it('are shared by two processes and refill', async () => {
      const [one, two] = [await connected(), await connected()];
      const now = new Date();
      const key = 'shared';
      expect(await one.take(key, POLICY, now)).toMatchObject({ allowed: true, remaining: 2 });
      expect(await two.take(key, POLICY, now)).toMatchObject({ allowed: true, remaining: 1 });
      expect(await one.take(key, POLICY, now)).toMatchObject({ allowed: true, remaining: 0 });
      const refused = await two.take(key, POLICY, now);
      expect(refused.allowed).toBe(false);
      expect(refused.waitMs).toBeGreaterThan(0);
      expect(refused.waitMs).toBeLessThanOrEqual(1000);
      await new Promise((resolve) => setTimeout(resolve, refused.waitMs + 50));
      expect((await one.take(key, POLICY, now)).allowed).toBe(true);
    });

    it('give away no more than there is when many ask at once', async () => {
      const store = await connected();
      const policy = { burst: 20, perSecond: 0.001 };
      const asked = await Promise.all(
        Array.from({ length: 100 }, () => store.take('rush', policy, new Date())),
      );
      expect(asked.filter(({ allowed }) => allowed)).toHaveLength(20);
    });

    it('say the same as the buckets of one process', async () => {
      const [shared, own] = [await connected(), createMemoryStore()];
      const policy = { burst: 4, perSecond: 0.01 };
      const now = new Date();
      for (let i = 0; i < 6; i++) {
        const [a, b] = [
          await shared.take('same', policy, now),
          await own.take('same', policy, now),
        ];
        expect([a.allowed, a.remaining]).toEqual([b.allowed, b.remaining]);
        expect(Math.abs(a.waitMs - b.waitMs)).toBeLessThan(3_000);
      }
    });

    it('are shared again when Redis comes back', async () => {
      let text = '';
      const log = createLog({ level: 'info', format: 'text', write: (part) => (text += part) });
      const store = withFallback(await connected(), log);
      await stop();
      expect((await store.take('back', POLICY, new Date())).allowed).toBe(true);
      expect(text).toContain('Redis cannot be reached');
      await launch();
      await expect
        .poll(
          async () => {
            await store.take('back', POLICY, new Date());
            return text;
          },
          { timeout: 20_000, interval: 200 },
        )
        .toContain('Redis is back');
    });
  });
}
