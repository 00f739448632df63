import { createTestDatabase } from '@commerce/db/testing';
import {
  type ApiKeyScope,
  type Auth,
  type AuthSettings,
  createApiKey,
  createAuth,
  createSignInLink,
  deriveTokenKeys,
  type EngineContext,
  signInWithLink,
} from '@commerce/engine';
import type { Platform, Transport } from '@commerce/platforms';
import {
  createTenant,
  createTestClock,
  createTestContext,
  type TestPerson,
} from '@commerce/testkit';
import { type ApiDeps, createApi } from '../index.ts';
import { expectDocumented } from './expect-documented.ts';

export const ORIGIN = 'http://127.0.0.1:8010';

export interface Asked {
  status: number;
  headers: Headers;
  // Tests look into answers of every shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

export interface AskOptions {
  token?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** The API on a database of its own with two agencies that must not see each other. */
export async function createApiFixture(
  options: {
    platforms?: readonly Platform[];
    transport?: Transport;
    site?: Partial<ApiDeps['site']>;
    rateLimits?: ApiDeps['rateLimits'];
    auth?: Partial<AuthSettings>;
    realSleep?: boolean;
  } = {},
) {
  const database = await createTestDatabase({ max: 8 });
  const clock = createTestClock('2026-11-20T03:00:00Z');
  const sleep = (ms: number) => new Promise<void>((wake) => setTimeout(wake, ms));
  const engine: EngineContext = createTestContext({
    db: database.db,
    platforms: options.platforms ?? [],
    clock: options.realSleep ? { now: clock.now, sleep } : clock,
    ...(options.transport ? { transport: options.transport } : {}),
  });
  const auth: Auth = createAuth({
    mode: 'local',
    tokenKeys: deriveTokenKeys([{ id: 'test', key: Buffer.alloc(32, 9) }]),
    ...options.auth,
  });
  const apiWith = (changes: Partial<ApiDeps> = {}) =>
    createApi({
      engine,
      auth,
      site: {
        publicOrigin: null,
        allowedHosts: [],
        corsOrigins: [],
        trustProxy: false,
        ...options.site,
      },
      server: { version: '1.2.3', database: 'embedded', workerRunning: () => true },
      ...(options.rateLimits ? { rateLimits: options.rateLimits } : {}),
      ...changes,
    });
  const api = apiWith();

  async function ask(method: string, path: string, asked: AskOptions = {}): Promise<Asked> {
    const headers = new Headers(asked.headers);
    if (asked.token) headers.set('authorization', `Bearer ${asked.token}`);
    const init: RequestInit = { method, headers };
    if (asked.body !== undefined) {
      init.body = typeof asked.body === 'string' ? asked.body : JSON.stringify(asked.body);
      if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    }
    const response = await api.request(`${ORIGIN}${path}`, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    const answer = {
      status: response.status,
      headers: response.headers,
      body: isJson ? JSON.parse(text) : text,
    };
    if (isJson) expectDocumented(method, path, answer);
    return answer;
  }

  const signIn = async (person: Pick<TestPerson, 'id'>) => {
    const { token } = await createSignInLink(engine, { userId: person.id });
    return await signInWithLink({ ...engine, auth }, { token });
  };
  return {
    db: database.db,
    clock,
    engine,
    auth,
    api,
    apiWith,
    ask,
    signIn,
    accessOf: async (person: Pick<TestPerson, 'id'>) => (await signIn(person)).access_token,
    keyOf: async (person: TestPerson, scopes: readonly ApiKeyScope[]) =>
      (await createApiKey({ ...engine, actor: person.actor }, { name: 'test', scopes })).key,
    tenants: { a: await createTenant(database.db), b: await createTenant(database.db) },
    close: () => database.close(),
  };
}

export type ApiFixture = Awaited<ReturnType<typeof createApiFixture>>;
