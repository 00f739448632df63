import { createTestDatabase } from '@commerce/db/testing';
import {
  type ApiKeyScope,
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
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { createMcpEndpoint, type McpEndpointInput } from '../index.ts';

export const ENDPOINT = new URL('http://127.0.0.1:8010/mcp');

/** The endpoint on a database of its own with two agencies that must not see each other. */
export async function createMcpFixture(
  options: { platforms?: readonly Platform[]; transport?: Transport } = {},
) {
  const database = await createTestDatabase();
  const clock = createTestClock('2026-11-20T03:00:00Z');
  const lines: { fields: unknown; message: string }[] = [];
  const keep = (fields: unknown, message: string) => void lines.push({ fields, message });
  const engine: EngineContext = createTestContext({
    db: database.db,
    platforms: options.platforms ?? [],
    clock,
    ...(options.transport ? { transport: options.transport } : {}),
    log: { info() {}, warn: keep, error: keep },
  });
  const auth = createAuth({
    mode: 'local',
    tokenKeys: deriveTokenKeys([{ id: 'test', key: Buffer.alloc(32, 9) }]),
  });
  const endpointWith = (changes: Partial<McpEndpointInput> = {}) =>
    createMcpEndpoint({
      engine,
      auth,
      version: '1.2.3',
      site: { publicOrigin: 'https://shop.example', allowedHosts: [] },
      ...changes,
    });
  const endpoint = endpointWith();

  const keyOf = async (person: TestPerson, scopes: readonly ApiKeyScope[]) =>
    (await createApiKey({ ...engine, actor: person.actor }, { name: 'test', scopes })).key;
  const accessOf = async (person: TestPerson) => {
    const { token } = await createSignInLink(engine, { userId: person.id });
    return (await signInWithLink({ ...engine, auth }, { token })).access_token;
  };

  /** A real client over this process; `auto` finds the modern protocol, `legacy` initialises as of old. */
  async function connect(key: string, era: 'auto' | 'legacy', of = endpoint) {
    const transport = new StreamableHTTPClientTransport(ENDPOINT, {
      requestInit: { headers: { authorization: `Bearer ${key}` } },
      fetch: (url, init) => of.fetch(new Request(url, init)),
    });
    const client = new Client(
      { name: 'test', version: '1' },
      era === 'auto' ? { versionNegotiation: { mode: 'auto' } } : {},
    );
    await client.connect(transport);
    return client;
  }

  return {
    db: database.db,
    engine,
    lines,
    endpoint,
    endpointWith,
    connect,
    keyOf,
    accessOf,
    tenants: { a: await createTenant(database.db), b: await createTenant(database.db) },
    async close() {
      await endpoint.close();
      await database.close();
    },
  };
}

export type McpFixture = Awaited<ReturnType<typeof createMcpFixture>>;

/** What a tool said, whichever client asked. */
export interface Said {
  isError?: boolean;
  content: { type: string; text: string }[];
  // Tests look into answers of every shape.
  // oxlint-disable-next-line typescript/no-explicit-any
  structuredContent?: any;
}

export async function call(
  client: Client,
  name: string,
  args: Record<string, unknown> = {},
): Promise<Said> {
  return (await client.callTool({ name, arguments: args })) as Said;
}
