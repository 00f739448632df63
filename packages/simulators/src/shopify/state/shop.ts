import { addDays, dayNumber, instantAt, localDay } from '../../world/calendar.ts';
import { ordersOn, secondOfDay } from '../../world/demand.ts';
import type { ShopProfile } from '../../world/profiles.ts';
import { random } from '../../world/random.ts';
import { type Product, buildCatalog } from './catalog.ts';
import { planCheckout } from './checkout-plan.ts';
import { type Customer, buildCustomer } from './customer.ts';
import { type Change, Happenings } from './happenings.ts';
import { orderNumberPart, shopPrefix } from './ids.ts';
import { planLife } from './life-plan.ts';
import type { OrderSpec } from './order-spec.ts';
import type { Order } from './order-types.ts';
import { placeOrder } from './place-order.ts';
import { Timeline } from './timeline.ts';

const FIRST_DAY = '2023-01-01';
const FIRST_SEQ = 1001;

/**
 * One simulated shop. Its story follows from seed, profile and day alone: a restart with any
 * length of history shows the same orders with the same numbers.
 */
export class Shop {
  readonly profile: ShopProfile;
  readonly prefix: string;
  readonly catalog: Product[];
  readonly orders = new Map<string, Order>();
  readonly customers = new Map<number, Customer>();
  onChange: (change: Change) => void = () => undefined;
  readonly #seed: string;
  readonly #timeline = new Timeline();
  #nextDay: string;
  #nextSeq: number;
  #nextExtra = 9_000_001;

  /** `firstSeq` starts the order numbers elsewhere than at the shop's first day. */
  constructor(profile: ShopProfile, seed: string, firstDay: string, firstSeq?: number) {
    this.profile = profile;
    this.#seed = seed;
    this.prefix = shopPrefix(profile.domain);
    this.catalog = buildCatalog(profile, seed, this.prefix);
    this.#nextDay = firstDay < FIRST_DAY ? FIRST_DAY : firstDay;
    this.#nextSeq = firstSeq ?? FIRST_SEQ;
    if (firstSeq !== undefined) return;
    for (let day = FIRST_DAY; day < this.#nextDay; day = addDays(day, 1)) {
      this.#nextSeq += ordersOn(profile, seed, day);
    }
  }

  /** Lets everything happen up to and including an instant. */
  advanceTo(now: number): void {
    const today = localDay(now, this.profile.timezone);
    while (dayNumber(this.#nextDay) <= dayNumber(today)) this.#planDay();
    this.#timeline.runUntil(now);
  }

  /** Adds an order outside the story; its number is far above the planned ones. */
  addOrder(spec: OrderSpec): Order {
    return this.#place(this.#nextExtra++, spec);
  }

  happenings(at: number): Happenings {
    return new Happenings(at, (change) => this.onChange(change));
  }

  deleteOrder(order: Order, at: number): void {
    order.deletedAt = at;
    this.onChange({ topic: 'ORDERS_DELETE', at, order });
  }

  liveOrders(): Order[] {
    return [...this.orders.values()].filter((order) => order.deletedAt === null);
  }

  customer(number: number, at: number): Customer {
    const known = this.customers.get(number);
    if (known) return known;
    const customer = buildCustomer(this.profile, this.#seed, this.prefix, number, at);
    this.customers.set(number, customer);
    return customer;
  }

  #planDay(): void {
    const day = this.#nextDay;
    const count = ordersOn(this.profile, this.#seed, day);
    const source = random(this.#seed, this.profile.key, 'clock', day);
    const seconds = Array.from({ length: count }, () => secondOfDay(source));
    seconds.sort((a, b) => a - b);
    for (const second of seconds) {
      this.#planOrder(this.#nextSeq++, instantAt(day, second, this.profile.timezone));
    }
    this.#nextDay = addDays(day, 1);
  }

  #planOrder(seq: number, at: number): void {
    const key = [this.#seed, this.profile.key, 'order', seq] as const;
    this.#timeline.add(at, () => {
      const source = random(...key);
      const buyer = this.customer(this.#buyerOf(seq), at);
      const visitIds = orderNumberPart(this.prefix, seq, 90).slice(0, -1);
      const spec = planCheckout(this.profile, this.catalog, source, at, buyer, visitIds);
      if (spec.journey) spec.journey.orderIndex = (spec.customer?.orders ?? 0) + 1;
      const life = planLife(spec, source, this.catalog, key);
      const order = this.#place(seq, spec);
      for (const event of life) {
        this.#timeline.add(event.at, () => {
          if (order.cancelledAt !== null || order.deletedAt !== null) return;
          event.run(order, this.happenings(event.at));
        });
      }
    });
  }

  #place(seq: number, spec: OrderSpec): Order {
    const order = placeOrder(this.profile, this.prefix, seq, spec);
    this.orders.set(order.id, order);
    for (const { variant, quantity } of spec.lines) {
      if (!variant.item.tracked) continue;
      variant.item.committed += quantity;
      variant.item.available -= quantity;
      if (variant.item.available < 100) variant.item.available += 3_000;
      variant.item.updatedAt = spec.at;
      variant.product.updatedAt = spec.at;
    }
    this.onChange({ topic: 'ORDERS_CREATE', at: spec.at, order });
    return order;
  }

  /** New buyers are numbered by their first order; about a third of orders come from earlier ones. */
  #buyerOf(seq: number): number {
    let current = seq;
    for (let hops = 0; hops < 50; hops++) {
      const source = random(this.#seed, this.profile.key, 'buyer', current);
      if (!source.chance(0.34) || current <= FIRST_SEQ) return current;
      current = source.int(Math.max(FIRST_SEQ, current - 600), current - 1);
    }
    return current;
  }
}
