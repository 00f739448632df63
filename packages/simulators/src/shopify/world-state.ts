import { addDays, localDay } from '../world/calendar.ts';
import type { ShopProfile } from '../world/profiles.ts';
import type { BulkPace } from './bulk/operations.ts';
import { ResultStorage } from './bulk/storage.ts';
import type { BulkFate } from './bulk/operation.ts';
import type { RateLimit } from './bucket.ts';
import { Clock } from './clock.ts';
import { Failures } from './failures.ts';
import { adminSchema } from './graphql/schema.ts';
import { RequestLog } from './request-log.ts';
import { ShopSession } from './session.ts';
import { Shop } from './state/shop.ts';
import { announceBulk, announceChange } from './webhooks/announce.ts';

export interface WorldSettings {
  now: () => Date;
  profiles: readonly ShopProfile[];
  historyDays: number;
  seed: string;
  rateLimit: RateLimit;
  bulkPace: BulkPace;
  searchLagMs: number;
  allowLoopbackWebhooks: boolean;
  /** Reduces or changes `scope` for every shop; all scopes when absent. */
  scopes: readonly string[] | null;
}

/** Everything behind the server: the clock, the shops, ordered failures and the request log. */
export class World {
  readonly clock: Clock;
  readonly failures = new Failures();
  readonly log = new RequestLog();
  readonly storage: ResultStorage;
  readonly #settings: WorldSettings;
  #sessions = new Map<string, ShopSession>();
  #seed: string;

  constructor(settings: WorldSettings) {
    this.#settings = settings;
    this.#seed = settings.seed;
    this.clock = new Clock(settings.now);
    this.storage = new ResultStorage(settings.seed);
    this.#build();
  }

  get seed(): string {
    return this.#seed;
  }

  domains(): string[] {
    return [...this.#sessions.keys()];
  }

  /** The shop behind a domain with everything up to now applied; undefined when unknown. */
  find(domain: string): ShopSession | undefined {
    const session = this.#sessions.get(domain.toLowerCase());
    session?.shop.advanceTo(this.clock.now());
    return session;
  }

  session(domain: string): ShopSession {
    const session = this.find(domain);
    if (session) return session;
    throw new Error(`No simulated shop ${domain}; there are ${this.domains().join(', ')}.`);
  }

  /** Moves the clock and lets due orders, bulk operations and webhook retries happen. */
  advance(milliseconds: number): void {
    this.clock.advance(milliseconds);
    const now = this.clock.now();
    for (const session of this.#sessions.values()) {
      session.shop.advanceTo(now);
      session.bulk.settle(now);
      session.webhooks.retryDue(now);
    }
  }

  /** Lets time-driven things happen in shops that somebody listens to. */
  tick(): void {
    const now = this.clock.now();
    for (const session of this.#sessions.values()) {
      if (session.webhooks.list().length === 0) continue;
      session.shop.advanceTo(now);
      session.bulk.settle(now);
      session.webhooks.retryDue(now);
    }
  }

  reset(seed: string = this.#settings.seed): void {
    this.#seed = seed;
    this.clock.reset();
    this.failures.clear();
    this.log.clear();
    this.storage.clear();
    this.#build();
  }

  #build(): void {
    this.#sessions = new Map();
    const now = this.clock.now();
    for (const profile of this.#settings.profiles) {
      const firstDay = addDays(localDay(now, profile.timezone), 0 - this.#settings.historyDays);
      const shop = new Shop(profile, this.#seed, firstDay);
      const session = new ShopSession(shop, adminSchema(), this.storage, {
        ...this.#settings,
        seed: this.#settings.seed,
      });
      if (this.#settings.scopes) session.scopes = new Set(this.#settings.scopes);
      shop.advanceTo(now);
      shop.onChange = (change) => announceChange(session, change);
      session.bulk.nextFate = () => this.failures.takeBulkFate(profile.domain) as BulkFate;
      session.bulk.onFinish = (operation) => announceBulk(session, operation, this.clock.now());
      this.#sessions.set(profile.domain, session);
    }
  }
}
