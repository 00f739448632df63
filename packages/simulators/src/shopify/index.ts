import { SHOP_PROFILES, type ShopProfile } from '../world/profiles.ts';
import type { BulkPace } from './bulk/operations.ts';
import type { RateLimit } from './bucket.ts';
import { Control } from './control.ts';
import { controlRoute } from './server/control-routes.ts';
import { serve } from './server/http-server.ts';
import { platformRoute } from './server/router.ts';
import { World } from './world-state.ts';

export interface ShopifySimulatorOptions {
  /** 0 (default) takes a free port. Always on 127.0.0.1. */
  port?: number;
  /** The base clock; `control.advance` adds to it. */
  now?: () => Date;
  profiles?: readonly ShopProfile[];
  /** Days of orders before today, 120 by default. */
  historyDays?: number;
  seed?: string;
  rateLimit?: RateLimit;
  bulk?: Partial<BulkPace>;
  /** How long a change stays invisible to `query:` filters. */
  searchLagMs?: number;
  /** Accepts http:// webhook addresses on loopback, which the platform itself refuses. */
  allowLoopbackWebhooks?: boolean;
  scopes?: readonly string[];
}

export interface ShopifySimulator {
  /** Called as `{origin}/{shop-domain}/admin/…`. */
  origin: string;
  control: Control;
  close(): Promise<void>;
}

const HEARTBEAT_MS = 1_000;

/** Starts a stateful twin of the Shopify Admin API 2026-01 for the demo shops, on loopback. */
export async function startShopifySimulator(
  options: ShopifySimulatorOptions = {},
): Promise<ShopifySimulator> {
  const world = new World({
    now: options.now ?? (() => new Date()),
    profiles: options.profiles ?? SHOP_PROFILES,
    historyDays: options.historyDays ?? 120,
    seed: options.seed ?? 'demo',
    rateLimit: options.rateLimit ?? { maximumAvailable: 2000, restoreRate: 100 },
    bulkPace: { polls: 2, afterMs: 2_000, ...options.bulk },
    searchLagMs: options.searchLagMs ?? 0,
    allowLoopbackWebhooks: options.allowLoopbackWebhooks ?? false,
    scopes: options.scopes ?? null,
  });
  const control = new Control(world);
  const server = await serve(options.port ?? 0, (incoming) =>
    incoming.path.startsWith('/__sim/')
      ? { answer: controlRoute(control, incoming), fault: null }
      : platformRoute(world, incoming),
  );
  const heartbeat = setInterval(() => world.tick(), HEARTBEAT_MS);
  heartbeat.unref();
  return {
    origin: server.origin,
    control,
    close: async () => {
      clearInterval(heartbeat);
      await server.close();
      world.storage.clear();
    },
  };
}

export type { AddOrder, Control, EditRequest, RefundRequest } from './control.ts';
export type { Credentials } from './access-tokens.ts';
export { ALL_SCOPES } from './graphql/scopes.ts';
export {
  FAILURE_KINDS,
  type FailureKind,
  type FailureMatch,
  type FailureOrder,
} from './failures.ts';
export type { LoggedRequest as ShopifyRequest } from './request-log.ts';
export type { DayTruth, ShopTruth } from './state/truth.ts';
export type { Delivery } from './webhooks/subscriptions.ts';
export {
  type LargeBulkOptions,
  type LargeBulkResult,
  writeBulkOrders,
} from './large/write-bulk-orders.ts';
export { reachShopify } from './reach.ts';
