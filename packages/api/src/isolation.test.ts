import { fingerprint, wordsOnlyOf } from '@commerce/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Endpoint } from './endpoint/endpoint.ts';
import { ENDPOINTS } from './routes/index.ts';
import type { Asked } from './test/api-fixture.ts';
import {
  type ForeignCall,
  foreignCalls,
  type Named,
  ownReads,
  questionOf,
} from './test/foreign-calls.ts';
import {
  type Asker,
  createNeighbours,
  isKey,
  isOfAgency,
  NEIGHBOURS,
  STRANGERS,
} from './test/neighbours.ts';

let world: Awaited<ReturnType<typeof createNeighbours>>;
/** What the second shop has, and what either of the agency's has, and nobody else. */
let wordsOfShop: string[];
let wordsOfAgency: string[];
/** What is stored, read again after each test. */
let stored: Record<string, string>;

beforeAll(async () => {
  world = await createNeighbours();
  const { db } = world.fixture;
  wordsOfShop = await wordsOnlyOf(db, world.far.shop_id);
  wordsOfAgency = [...wordsOfShop, ...(await wordsOnlyOf(db, world.near.shop_id))];
  // The server's own key pair is made when it is first asked for.
  await get('/api/v1/notifications/push/key', 'the owner');
  stored = await fingerprint(db);
});
afterAll(() => world.close());

async function expectNothingStored(): Promise<void> {
  const before = stored;
  stored = await fingerprint(world.fixture.db);
  expect(stored).toEqual(before);
}

const get = (path: string, asker: Asker): Promise<Asked> =>
  world.fixture.ask('GET', path, { token: world.tokenOf(asker) });

const ask = (call: ForeignCall, named: Named, asker: Asker): Promise<Asked> =>
  world.fixture.ask(call.endpoint.method.toUpperCase(), call.url(named), {
    token: world.tokenOf(asker),
    body: call.body(named),
  });

/** What is a person's alone: keys are refused before anything is looked up. */
const refuses = (path: string, asker: Asker): boolean =>
  isKey(asker) && /^\/api\/v1\/(api-keys|notifications\/telegram)/.test(path);

/** Batches answer for each member, and previews list what there is; everything else is not found. */
const GIVES_VERDICTS = new Set([
  '/api/v1/proposals/decisions',
  '/api/v1/proposals/executions',
  '/api/v1/executions/undo',
]);

function expectNotFound({ endpoint }: ForeignCall, asker: Asker, { status, body }: Asked): void {
  if (status === 200 && GIVES_VERDICTS.has(endpoint.path)) return expectEmpty(body.data);
  const refusal = refuses(endpoint.path, asker) ? [403, 'forbidden'] : [404, 'not_found'];
  expect([status, body.error?.code]).toEqual(refusal);
}

function expectEmpty({ items = [], candidates = [], members = [] }: Record<string, unknown[]>) {
  expect([items, candidates]).toEqual([[], []]);
  for (const member of members) {
    expect(member).toMatchObject({
      ...{ ok: false, code: 'not_found', status: null },
      ...{ won_by: null, execution_id: null },
    });
  }
}

/** An answer may repeat what the question said, and nothing else that is not the asker's. */
function expectSilence(words: readonly string[], { body }: Asked, question: string): void {
  const text = JSON.stringify(body);
  expect(words.filter((word) => text.includes(word) && !question.includes(word))).toEqual([]);
}

const calls = foreignCalls();
const mixed = calls.flatMap((call) =>
  call.beside.map((field) => ({ call, field, title: `${call.title} with the ${field}` })),
);
const titled = <T extends { title: string }>(all: readonly T[]) =>
  all.map((one): [string, T] => [one.title, one]);

describe('strangers change nothing and', () => {
  afterEach(expectNothingStored);

  it.each(titled(calls))('find nothing by %s', async (_, call) => {
    for (const asker of STRANGERS) {
      const asked = await ask(call, world.far, asker);
      expectNotFound(call, asker, asked);
      const words = isOfAgency(asker) ? wordsOfShop : wordsOfAgency;
      expectSilence(words, asked, questionOf(call, world.far));
    }
  });

  it.each(titled(mixed))('reach nothing by %s of another shop', async (_, { call, field }) => {
    const named: Named = { ...world.near, [field]: world.far[field] };
    for (const asker of NEIGHBOURS) {
      const asked = await ask(call, named, asker);
      if (asked.status === 200) expectEmpty(asked.body.data);
      else expect([400, 403, 404, 422]).toContain(asked.status);
      expectSilence(wordsOfShop, asked, questionOf(call, named));
    }
  });

  it.each(ownReads())('are told nothing by GET %s', async (path) => {
    for (const asker of STRANGERS) {
      const asked = await get(path, asker);
      expect(asked.status).toBe(refuses(path, asker) ? 403 : 200);
      expectSilence(isOfAgency(asker) ? wordsOfShop : wordsOfAgency, asked, path);
    }
  });

  it('deliver nothing with the secret of their own account', async () => {
    const asked = await deliver('secret nearby');
    expect(asked.status).toBe(401);
    expectSilence(wordsOfAgency, asked, '');
  });
});

const deliver = (secret: string): Promise<Asked> =>
  world.fixture.ask('POST', `/api/webhooks/${world.far.webhook_connector_id}`, {
    body: { id: 'another', topic: 'orders/updated', effect: 'none' },
    headers: { 'x-secret': secret },
  });

describe('an endpoint that names something new', () => {
  const reads = ENDPOINTS.find(({ path }) => path === '/api/shops/{shop_id}')!;
  const writes = ENDPOINTS.find(({ path }) => path === '/api/v1/proposals/decisions')!;
  it.each<[string, Partial<Endpoint>]>([
    ['in its path', { ...reads, path: '/api/things/{thing_id}' }],
    ['in its query', { ...reads, query: z.object({ thing_id: z.uuid() }) as never }],
    ['in a body of its own', { ...writes, path: '/api/v1/things' }],
    [
      'in a body that is known',
      {
        ...writes,
        body: z.object({ members: z.array(z.object({ thing_id: z.uuid() })) }) as never,
      },
    ],
  ])('%s cannot be left out here', (_, spec) => {
    expect(() => foreignCalls([spec as Endpoint])).toThrow('foreign-calls.ts');
  });
});

/** These do what they ask, so what takes things away comes last and once. */
const controls = [
  ...calls.filter(({ endpoint }) => endpoint.method !== 'delete'),
  ...calls.filter(({ endpoint, isMain }) => endpoint.method === 'delete' && isMain),
];

describe('the owner', () => {
  it('is told of the shop by the lists, so that its words are what they would tell', async () => {
    const told: string[] = [];
    for (const path of ownReads()) {
      const text = JSON.stringify((await get(path, 'the owner')).body);
      if (wordsOfShop.some((word) => text.includes(word))) told.push(path);
    }
    expect(told).toEqual([
      ...['/api/shops', '/api/v1/stores', '/api/shops/summary', '/api/v1/stores/summary'],
      ...['/api/v1/proposals', '/api/v1/executions', '/api/v1/kill-switch', '/api/v1/audit'],
    ]);
  });

  it('delivers with the account’s own secret, to the one public endpoint with an id', async () => {
    const named = ENDPOINTS.filter(({ access, path }) => access === 'public' && path.includes('{'));
    expect(named.map(({ path }) => path)).toEqual(['/api/webhooks/{connector_id}']);
    expect((await deliver('secret faraway')).status).toBe(200);
  });

  it.each(titled(controls))('finds it by %s', async (_, call) => {
    const { status, body } = await ask(call, world.far, 'the owner');
    expect([401, 403, 404, 500]).not.toContain(status);
    const codes = (body.data?.members ?? []).map(({ code }: { code: string }) => code);
    expect(codes).not.toContain('not_found');
  });
});
