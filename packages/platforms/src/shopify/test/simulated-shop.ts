import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@commerce/core';
import {
  reachShopify,
  type ShopifySimulator,
  type ShopifySimulatorOptions,
  startShopifySimulator,
} from '@commerce/simulators/shopify';
import type { CachedToken, Connection } from '../../platform/connection.ts';
import type { Page, ReadContext, SlicePlan, SliceProof, Stream } from '../../platform/stream.ts';
import { createHttpTransport } from '../../transport/http-transport.ts';
import type { Transport } from '../../transport/transport.ts';
import { shopify } from '../index.ts';

/** A simulator, and connections to its shops whose sleeping moves the simulated clock. */
export interface SimulatedShops {
  simulator: ShopifySimulator;
  transport: Transport;
  connection(domain: string, credentials?: JsonObject): TestConnection;
  context(connection: Connection, state?: JsonObject | null): TestContext;
  close(): Promise<void>;
}

export interface TestConnection extends Connection {
  token: CachedToken | null;
  slept: number[];
}

export interface TestContext extends ReadContext {
  saved: JsonObject[];
}

export async function startShops(options: ShopifySimulatorOptions = {}): Promise<SimulatedShops> {
  const simulator = await startShopifySimulator({ historyDays: 20, ...options });
  const { origin, control } = simulator;
  const http = createHttpTransport({ rewrite: reachShopify(origin) });
  const scratch = mkdtempSync(join(tmpdir(), 'shopify-test-'));
  return {
    simulator,
    transport: http,
    connection(domain, credentials) {
      const { clientId, clientSecret } = control.credentials(domain);
      const connection: TestConnection = {
        config: { shop_domain: domain },
        credentials: credentials ?? { client_id: clientId, client_secret: clientSecret },
        account: null,
        transport: http,
        token: null,
        slept: [],
        tokens: {
          load: async () => connection.token,
          save: async (token) => void (connection.token = token),
        },
        now: () => control.now(),
        async sleep(ms) {
          connection.slept.push(ms);
          control.advance({ seconds: Math.ceil(ms / 1000) });
        },
      };
      return connection;
    },
    context(connection, state = null) {
      const saved: JsonObject[] = [];
      return {
        connection,
        signal: new AbortController().signal,
        state,
        saved,
        saveState: async (next) => void saved.push(next),
        scratchDir: scratch,
      };
    },
    async close() {
      await http.close();
      await simulator.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

/** The stream of a name. */
export const stream = (name: string): Stream =>
  shopify.streams.find((candidate) => candidate.name === name) as Stream;

/** Plans one slice as the engine would. */
export function planOne(
  connection: Connection,
  name: string,
  input: {
    kind?: 'HISTORICAL_INIT' | 'HISTORICAL_REBUILD' | 'INCREMENTAL';
    cursor?: string;
    range?: { from: string; to: string };
    timezone?: string;
  } = {},
): SlicePlan {
  const [slice] = stream(name).plan({
    kind: input.kind ?? 'HISTORICAL_INIT',
    now: connection.now(),
    timezone: input.timezone ?? 'Asia/Seoul',
    cursor: input.cursor ?? null,
    range: input.range ?? null,
    config: connection.config,
    lastReadAt: null,
  });
  return slice as SlicePlan;
}

/** Reads a slice to its end. */
export async function readAll(
  name: string,
  context: ReadContext,
  slice: SlicePlan,
): Promise<{ pages: Page[]; proof: SliceProof }> {
  const pages: Page[] = [];
  const run = stream(name).read(context, slice);
  for (;;) {
    const next = await run.next();
    if (next.done) return { pages, proof: next.value };
    pages.push(next.value);
  }
}
