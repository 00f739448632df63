import { toMinor } from './amounts/format.ts';
import type { BulkOperation } from './bulk/operation.ts';
import type { Credentials } from './access-tokens.ts';
import type { FailureOrder } from './failures.ts';
import type { LoggedRequest } from './request-log.ts';
import type { ShopSession } from './session.ts';
import { converter } from './state/exchange.ts';
import type { DiscountSpec, OrderSpec } from './state/order-spec.ts';
import type { Line, Order } from './state/order-types.ts';
import { type ShopTruth, truthOf } from './state/truth.ts';
import { announceBulk, announceChange } from './webhooks/announce.ts';
import type { Delivery } from './webhooks/subscriptions.ts';
import type { World } from './world-state.ts';

/** What a control caller may say about a new order; the rest has plain defaults. */
export interface AddOrder {
  lines?: { sku?: string; quantity?: number }[];
  /** Decimal text in the shop's currency; null ships nothing. */
  shipping?: string | null;
  discounts?: DiscountSpec[];
  tip?: string;
  payment?: OrderSpec['payment'];
  presentmentCurrency?: string;
  test?: boolean;
  tags?: string[];
  customerNumber?: number;
}

export interface RefundRequest {
  /** Which lines; every open unit of the order when absent. */
  lines?: { lineItemId: string; quantity: number }[];
  shipping?: boolean;
  /** Money beyond the goods, decimal text in the shop's currency. */
  goodwill?: string;
  note?: string;
}

export interface EditRequest {
  add?: { sku: string; quantity: number }[];
  remove?: { lineItemId: string; quantity: number }[];
}

/** How a test or the demo steers the simulated platform; everything else goes over its protocol. */
export class Control {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  domains(): string[] {
    return this.#world.domains();
  }

  credentials(domain: string): Credentials {
    return this.#world.session(domain).tokens.credentials;
  }

  now(): Date {
    return new Date(this.#world.clock.now());
  }

  /** Back to the beginning: clock, state, failures and log. */
  reset(): void {
    this.#world.reset();
  }

  /** Starts over with another story; credentials stay as they are. */
  seed(seed: string): void {
    this.#world.reset(seed);
  }

  advance(by: { days?: number; hours?: number; minutes?: number; seconds?: number }): void {
    const { days = 0, hours = 0, minutes = 0, seconds = 0 } = by;
    this.#world.advance((((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000);
  }

  failNext(order: FailureOrder): void {
    this.#world.failures.order(order);
  }

  clearFailures(): void {
    this.#world.failures.clear();
  }

  revokeToken(domain: string, token: string | null = null): void {
    this.#world.session(domain).tokens.revoke(token, this.#world.clock.now());
  }

  setScopes(domain: string, scopes: readonly string[]): void {
    this.#world.session(domain).scopes = new Set(scopes);
  }

  /** Leaves only this many points in the shop's rate-limit bucket. */
  drainBucket(domain: string, points = 0): void {
    this.#world.session(domain).bucket.drainTo(points, this.#world.clock.now());
  }

  requests(): readonly LoggedRequest[] {
    return this.#world.log.all();
  }

  clearRequests(): void {
    this.#world.log.clear();
  }

  /** Independent sums per shop-local day, straight from the state. */
  truth(domain: string): ShopTruth {
    const { shop } = this.#world.session(domain);
    return truthOf(shop.liveOrders(), shop.profile.timezone);
  }

  orders(domain: string): Order[] {
    return this.#world.session(domain).shop.liveOrders();
  }

  order(domain: string, id: string): Order {
    const order = this.#world.session(domain).shop.orders.get(id);
    if (!order) throw new Error(`Shop ${domain} has no order ${id}.`);
    return order;
  }

  addOrder(domain: string, partial: AddOrder = {}): Order {
    const session = this.#world.session(domain);
    const { shop } = session;
    const at = this.#world.clock.now();
    const { currency } = shop.profile;
    const first = shop.catalog[0]?.variants[0]?.sku;
    const shipping = partial.shipping === undefined ? '0' : partial.shipping;
    return shop.addOrder({
      at,
      lines: (partial.lines ?? [{}]).map(({ sku = first, quantity = 1 }) => ({
        variant: variantBySku(session, sku ?? ''),
        quantity,
      })),
      discounts: partial.discounts ?? [],
      shipping: shipping === null ? null : toMinor(shipping, currency),
      tip: toMinor(partial.tip ?? '0', currency),
      presentmentCurrency: partial.presentmentCurrency ?? null,
      customer: shop.customer(partial.customerNumber ?? 9_000_001, at),
      test: partial.test ?? false,
      sourceName: 'web',
      tags: partial.tags ?? [],
      note: null,
      payment: partial.payment ?? { kind: 'card' },
      journey: null,
    });
  }

  refundOrder(domain: string, id: string, request: RefundRequest = {}): string | null {
    const order = this.order(domain, id);
    const convert = converter(order.currency, order.presentmentCurrency);
    const lines = request.lines?.map((row) => lineOf(order, row)) ?? openLines(order, request);
    const refund = this.#happenings(domain).refundWith(order, {
      lines,
      shipping: request.shipping ?? request.lines === undefined,
      restockType: 'RETURN',
      note: request.note,
      goodwill: request.goodwill ? convert(toMinor(request.goodwill, order.currency)) : undefined,
    });
    return refund?.id ?? null;
  }

  cancelOrder(domain: string, id: string, reason = 'CUSTOMER'): void {
    this.#happenings(domain).cancel(this.order(domain, id), reason);
  }

  editOrder(domain: string, id: string, request: EditRequest): void {
    const order = this.order(domain, id);
    const session = this.#world.session(domain);
    this.#happenings(domain).edit(order, {
      add: (request.add ?? []).map(({ sku, quantity }) => ({
        variant: variantBySku(session, sku),
        quantity,
      })),
      remove: (request.remove ?? []).map((row) => lineOf(order, row)),
    });
  }

  fulfilOrder(domain: string, id: string): void {
    this.#happenings(domain).fulfil(this.order(domain, id), false);
  }

  payOrder(domain: string, id: string): void {
    const order = this.order(domain, id);
    this.#happenings(domain).capture(order);
    this.#happenings(domain).pay(order);
  }

  deleteOrder(domain: string, id: string): void {
    const { shop } = this.#world.session(domain);
    shop.deleteOrder(this.order(domain, id), this.#world.clock.now());
  }

  /** Sends a webhook of `topic` about an order or bulk operation; `duplicate` posts it twice. */
  sendWebhook(
    domain: string,
    topic: string,
    id: string,
    options: { duplicate?: boolean } = {},
  ): number {
    const session = this.#world.session(domain);
    const at = this.#world.clock.now();
    const copies = options.duplicate ? 2 : 1;
    if (topic === 'BULK_OPERATIONS_FINISH') {
      return announceBulk(session, this.#bulkOperation(session, id), at, copies);
    }
    const order = this.order(domain, id);
    const refund = order.refunds.at(-1);
    return announceChange(session, { topic, at, order, ...(refund ? { refund } : {}) }, copies);
  }

  /** Repeats an earlier delivery byte for byte, delivery id included. */
  replayWebhook(domain: string, webhookId: string): boolean {
    return this.#world.session(domain).webhooks.replay(webhookId, this.#world.clock.now());
  }

  deliveries(domain: string): readonly Delivery[] {
    return this.#world.session(domain).webhooks.deliveries;
  }

  /** Resolves when no webhook is under way in any shop. */
  async webhooksIdle(): Promise<void> {
    for (const domain of this.domains()) await this.#world.session(domain).webhooks.idle();
  }

  finishBulk(domain: string): void {
    this.#world.session(domain).bulk.finishAll(this.#world.clock.now());
  }

  bulkOperations(domain: string): BulkOperation[] {
    return this.#world.session(domain).bulk.all();
  }

  #bulkOperation(session: ShopSession, id: string): BulkOperation {
    const operation = session.bulk.all().find((row) => row.id === id);
    if (!operation) throw new Error(`There is no bulk operation ${id}.`);
    return operation;
  }

  #happenings(domain: string) {
    return this.#world.session(domain).shop.happenings(this.#world.clock.now());
  }
}

function variantBySku(session: ShopSession, sku: string) {
  const variants = session.shop.catalog.flatMap((product) => product.variants);
  const variant = variants.find((row) => row.sku === sku);
  if (variant) return variant;
  throw new Error(`No SKU "${sku}"; there are ${variants.map((row) => row.sku).join(', ')}.`);
}

function lineOf(order: Order, row: { lineItemId: string; quantity: number }) {
  const line = order.lines.find((entry) => entry.id === row.lineItemId);
  if (!line) throw new Error(`Order ${order.id} has no line ${row.lineItemId}.`);
  return { line, quantity: row.quantity };
}

function openLines(order: Order, request: RefundRequest): { line: Line; quantity: number }[] {
  if (request.goodwill) return [];
  return order.lines.map((line) => ({ line, quantity: line.currentQuantity }));
}
