import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ShopSummary } from '../src/api/types.ts';
import { type Cookies, type Look, openBrowser, openPage } from './browser.ts';
import { type Product, startProduct } from './product.ts';

const HISTORY_MS = 150_000;

/** Waits until the page is loaded whole; before that its scripts may not have taken over. */
export const ready = (page: Page) => page.waitForFunction(() => document.readyState === 'complete');

/** The running product, a browser beside it, and a signed-in session shared by all tests. */
export class World {
  session: Cookies = [];
  shops: ShopSummary[] = [];
  readonly #product: Product;
  readonly #browser: Browser;

  constructor(product: Product, browser: Browser) {
    this.#product = product;
    this.#browser = browser;
  }

  get link(): string {
    return this.#product.link;
  }

  open(cookies: Cookies, look: Look = {}) {
    return openPage(this.#browser, this.#product.origin, cookies, look);
  }

  /** Opens a signed-in window, runs the steps, and demands a silent console. */
  async visit(path: string, look: Look, steps: (page: Page) => Promise<void>): Promise<void> {
    const { page, complaints, close } = await this.open(this.session, look);
    try {
      await page.goto(path, { waitUntil: 'load' });
      await steps(page);
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  }

  async ask<T>(path: string): Promise<T> {
    const cookie = this.session.map(({ name, value }) => `${name}=${value}`).join('; ');
    const response = await fetch(this.#product.origin + path, { headers: { cookie } });
    expect(response.status, path).toBe(200);
    return ((await response.json()) as { data: T }).data;
  }

  shopIn(currency: string): ShopSummary {
    const shop = this.shops.find((candidate) => candidate.currency === currency);
    if (!shop) throw new Error(`The demo has no shop in ${currency}`);
    return shop;
  }

  dashboard(currency: string, query = ''): string {
    return `/shops/${this.shopIn(currency).id}${query}`;
  }

  /** Takes over the cookies of a window, the refresh cookie with its narrow path too. */
  async keep(page: Page): Promise<void> {
    const { origin } = this.#product;
    this.session = await page.context().cookies([origin, `${origin}/api/v1/auth/refresh`]);
  }

  async signInByLink(): Promise<void> {
    const { page, complaints, close } = await this.open([]);
    await page.goto(this.link);
    await page.waitForURL(/\/shops\/[0-9a-f-]{36}/);
    await this.keep(page);
    expect(complaints).toEqual([]);
    await close();
  }

  async untilHistoryIsRead(): Promise<void> {
    const deadline = Date.now() + HISTORY_MS;
    for (;;) {
      this.shops = (await this.ask<{ items: ShopSummary[] }>('/api/shops/summary')).items;
      const isRead = this.shops.every(({ connectors }) =>
        connectors.every((connector) => connector.last_synced_at && !connector.syncing),
      );
      if (isRead && this.shops.length >= 4) return;
      if (Date.now() > deadline) throw new Error('The demo’s history was not read in time');
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#product.stop();
  }
}

export async function startWorld(): Promise<World> {
  if (!process.env.CHROMIUM_PATH) {
    throw new Error('No Chromium was found; install one or set CHROMIUM_PATH, then test again');
  }
  const [product, browser] = await Promise.all([startProduct(), openBrowser()]);
  const world = new World(product, browser);
  try {
    await world.signInByLink();
    await world.untilHistoryIsRead();
    return world;
  } catch (error) {
    await world.stop();
    throw error;
  }
}
