import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestDatabase, type TestDatabase } from '@commerce/db/testing';
import {
  createTenant,
  createTestClock,
  createTestContext,
  type TestClock,
  type TestTenant,
} from '@commerce/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EngineContext } from '../context.ts';
import { createSecretBox } from '../secrets/create-secret-box.ts';
import { deliverPush } from './deliver-push.ts';
import { checkEndpoint, publicLookup } from './push-endpoint.ts';
import { ensurePushKeys, pushPublicKey } from './push-keys.ts';
import { queueNotifications } from './queue-notifications.ts';
import { subscribePush, unsubscribePush } from './subscribe-push.ts';
import { addConnector, addProposal } from './test/proposals.ts';

let database: TestDatabase;
let clock: TestClock;
let system: EngineContext;
let tenant: TestTenant;
let service: PushService;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  clock = createTestClock('2026-11-20T03:00:00Z');
  system = createTestContext({ db: database.db, platforms: [], clock });
  for (const table of [
    'notifications',
    'push_subscriptions',
    'push_keys',
    'action_proposals',
  ] as const)
    await database.db.deleteFrom(`app_dashboard.${table}`).execute();
  tenant = await createTenant(database.db);
  service = await openPushService();
});
afterEach(() => service.close());

interface PushService {
  origin: string;
  /** Answers of the next requests; 201 when there is none. */
  answers: { status: number; headers?: Record<string, string> }[];
  received: { path: string; headers: IncomingMessage['headers']; body: Buffer }[];
  close(): Promise<void>;
}

/** A push service on loopback that keeps what it is sent. */
async function openPushService(): Promise<PushService> {
  const received: PushService['received'] = [];
  const answers: PushService['answers'] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      const { url = '', headers } = request;
      received.push({ path: url, headers, body: Buffer.concat(chunks) });
      const { status, headers: extra = {} } = answers.shift() ?? { status: 201 };
      response.writeHead(status, extra).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    answers,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A browser's keys, and how it reads what it is sent (RFC 8291, aes128gcm). */
function browser() {
  const ecdh = createECDH('prime256v1');
  const publicKey = ecdh.generateKeys();
  const auth = randomBytes(16);
  return {
    keys: { p256dh: publicKey.toString('base64url'), auth: auth.toString('base64url') },
    read(body: Buffer): unknown {
      const salt = body.subarray(0, 16);
      const length = body.readUInt8(20);
      const sender = body.subarray(21, 21 + length);
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, sender]);
      const ikm = hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32);
      const derive = (name: string, size: number) =>
        Buffer.from(
          hkdfSync('sha256', Buffer.from(ikm), salt, `Content-Encoding: ${name}\0`, size),
        );
      const sealed = body.subarray(21 + length);
      const cipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12));
      cipher.setAuthTag(sealed.subarray(-16));
      const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
      return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString('utf8'));
    },
  };
}

const as = (person: TestTenant['owner']): EngineContext => ({ ...system, actor: person.actor });
const subscribe = async (person = tenant.owner, path = '/push/1', device = browser()) => {
  await subscribePush(as(person), {
    endpoint: `${service.origin}${path}`,
    keys: device.keys,
    locale: 'en',
    allowLoopback: true,
  });
  return device;
};
const raise = async (count = 1) => {
  const shopId = tenant.shops[0]!.id;
  const connectorId = await addConnector(database.db, shopId);
  for (let index = 0; index < count; index++) await addProposal(system, { shopId, connectorId });
  return await queueNotifications(system);
};
const deliver = () => deliverPush(system, { allowLoopback: true });
const states = async () =>
  (await database.db.selectFrom('app_dashboard.notifications').select('state').execute()).map(
    ({ state }) => state,
  );

describe('a push address', () => {
  it('must be https on the public internet', () => {
    const fine = ['https://fcm.googleapis.com/fcm/send/a:b', 'https://8.8.8.8/x'];
    for (const endpoint of fine) expect(checkEndpoint(endpoint, {}).href).toBe(endpoint);
    for (const endpoint of [
      'http://fcm.googleapis.com/x',
      'https://localhost/x',
      'https://127.0.0.1/x',
      'https://2130706433/x',
      'https://0x7f.1/x',
      'https://10.1.2.3/x',
      'https://169.254.169.254/latest/meta-data',
      'https://[::1]/x',
      'https://[::ffff:127.0.0.1]/x',
      'https://[fd00::1]/x',
      'https://metadata.google.internal/x',
      'https://router/x',
      'https://user@example.com/x',
      'file:///etc/passwd',
      'nonsense',
    ]) {
      expect(() => checkEndpoint(endpoint, {}), endpoint).toThrow(/public internet/);
    }
    expect(() => checkEndpoint('http://10.0.0.1/x', { allowLoopback: true })).toThrow();
  });

  it('whose name leads inside is refused when it is connected to', async () => {
    const looked = await new Promise<Error | null>((resolve) => {
      publicLookup('localhost', { all: true }, (error) => resolve(error));
    });
    expect(looked?.message).toMatch(/inside this network/);
  });

  it('of a stranger is not stored, nor are keys that are none', async () => {
    const { keys } = browser();
    const tries = [
      { endpoint: 'https://127.0.0.1/x', keys },
      { endpoint: 'https://fcm.googleapis.com/x', keys: { ...keys, auth: 'AAAA' } },
    ];
    for (const input of tries) {
      await expect(subscribePush(as(tenant.owner), input)).rejects.toMatchObject({
        code: 'invalid_input',
      });
    }
    const key = { ...tenant.owner.actor, type: 'api_key' as const };
    await expect(
      subscribePush({ ...system, actor: key }, { endpoint: 'https://fcm.googleapis.com/x', keys }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the server’s keys', () => {
  it('are made once, sealed, and sealed again under a new master key', async () => {
    const all = await Promise.all([1, 2, 3].map(() => pushPublicKey(system)));
    expect(new Set(all.map(({ public_key: key }) => key)).size).toBe(1);
    const before = await ensurePushKeys(system);
    const stored = () =>
      database.db.selectFrom('app_dashboard.push_keys').selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(await stored())).not.toContain(before.privateKey);
    const key = Buffer.alloc(32, 9);
    const both = createSecretBox([
      { id: 'new', key },
      { id: 'test', key: Buffer.alloc(32, 7) },
    ]);
    await ensurePushKeys({ ...system, secrets: both });
    const only = { ...system, secrets: createSecretBox([{ id: 'new', key }]) };
    expect(await ensurePushKeys(only)).toEqual(before);
  });
});

describe('a push message', () => {
  it('reaches the browsers of those who may decide, readable by them alone', async () => {
    const device = await subscribe();
    await subscribe(tenant.storeUser, '/push/viewer');
    expect(await raise()).toMatchObject({ proposals: 1 });
    expect(await deliver()).toEqual({ sent: 1, postponed: 0, removed: 0 });
    const [message] = service.received;
    expect(message).toMatchObject({
      path: '/push/1',
      headers: { 'content-encoding': 'aes128gcm', urgency: 'high', ttl: '86400' },
    });
    expect(message?.headers.authorization).toMatch(/^vapid t=ey/);
    expect(device.read(message!.body)).toMatchObject({
      title: expect.stringContaining('Autumn <b>&" sale'),
      body: expect.stringContaining('→'),
      url: expect.stringMatching(/^\/inbox\/[0-9a-f-]{36}$/),
    });
    expect(await deliver()).toEqual({ sent: 0, postponed: 0, removed: 0 });
  });

  it('is one for many decisions at once', async () => {
    const device = await subscribe();
    await raise(5);
    expect(await deliver()).toMatchObject({ sent: 5 });
    expect(service.received).toHaveLength(1);
    expect(device.read(service.received[0]!.body)).toMatchObject({
      title: '5 proposals wait for you',
      url: '/inbox',
    });
  });

  it('is not sent for what was decided meanwhile', async () => {
    await subscribe();
    await raise();
    await database.db
      .updateTable('app_dashboard.action_proposals')
      .set({ status: 'rejected' })
      .execute();
    expect(await deliver()).toMatchObject({ sent: 0 });
    expect(await states()).toEqual(['dropped']);
  });

  it('waits when the service asks for it or is down', async () => {
    await subscribe();
    await raise();
    service.answers.push({ status: 429, headers: { 'retry-after': '120' } }, { status: 500 });
    expect(await deliver()).toMatchObject({ postponed: 1 });
    clock.advance(119_000);
    expect(await deliver()).toMatchObject({ postponed: 0, sent: 0 });
    clock.advance(1_000);
    expect(await deliver()).toMatchObject({ postponed: 1 });
    // However long it is down: nothing that still waits for a decision is given up.
    for (let days = 0; days < 2; days += 1) {
      service.answers.push(...Array.from({ length: 12 }, () => ({ status: 503 })));
      for (let tries = 0; tries < 12; tries += 1) {
        clock.advance(3600_000);
        expect(await deliver()).toMatchObject({ postponed: 1 });
      }
    }
    clock.advance(300_000);
    expect(await deliver()).toMatchObject({ sent: 1 });
  });

  it.each([404, 410])('ends the subscription of a browser that is gone (%d)', async (status) => {
    await subscribe();
    await raise(2);
    service.answers.push({ status });
    expect(await deliver()).toEqual({ sent: 0, postponed: 0, removed: 1 });
    expect(service.received).toHaveLength(1);
    expect(await states()).toEqual(['dropped', 'dropped']);
    expect(await raise()).toMatchObject({ proposals: 0 });
  });

  it('never goes to loopback unless a test says so', async () => {
    await subscribe();
    await raise();
    expect(await deliverPush(system)).toMatchObject({ sent: 0, postponed: 1 });
    expect(service.received).toEqual([]);
  });

  it('ends when the person unsubscribes; another’s subscription stays', async () => {
    await subscribe();
    const endpoint = `${service.origin}/push/1`;
    await unsubscribePush(as(tenant.staff), { endpoint });
    expect(await raise()).toMatchObject({ proposals: 1 });
    await unsubscribePush(as(tenant.owner), { endpoint });
    expect(await deliver()).toMatchObject({ sent: 0 });
    expect(await raise()).toMatchObject({ proposals: 0 });
  });
});
