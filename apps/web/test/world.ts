import { type Client, createClient } from '@commerce/api/client';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { ShopSummary } from '../src/api/types.ts';
import { type Cookies, type Look, openBrowser, openContext, openPage } from './browser.ts';
import { type Product, startProduct } from './product.ts';

const HISTORY_MS = 150_000;

/** Waits until the page is loaded whole and its scripts have taken over what can be pressed and listen for keys. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.readyState === 'complete' &&
      // What was streamed is still hidden, or waits for its place.
      !document.querySelector('template[id^="B:"], [hidden][id^="S:"]') &&
      [...document.querySelectorAll('#content :is(a, button, input)')].every((element) =>
        Object.keys(element).some((key) => key.startsWith('__reactFiber')),
      ),
  );
  // Effects run after the page is drawn; a busy machine leaves them waiting.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve(null))));
}

/** The running product, a browser beside it, and a signed-in session shared by all tests. */
export class World {
  session: Cookies = [];
  shops: ShopSummary[] = [];
  readonly #product: Product;
  readonly #browser: Browser;
  readonly #contexts = new Map<string, Promise<BrowserContext>>();

  constructor(product: Product, browser: Browser) {
    this.#product = product;
    this.#browser = browser;
  }

  get link(): string {
    return this.#product.link;
  }

  /** The API in the name of who is signed in. */
  get client(): Client {
    const { origin } = this.#product;
    return createClient({ baseUrl: origin, headers: () => ({ cookie: this.#cookie, origin }) });
  }

  get #cookie(): string {
    return this.session.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  /** A window that shares nothing with another one. */
  async open(cookies: Cookies, look: Look = {}) {
    const { origin } = this.#product;
    const context = await openContext(this.#browser, origin, look);
    return {
      ...(await openPage(context, origin, cookies, look)),
      close: () => context.close(),
    };
  }

  /** Opens a signed-in window, runs the steps, and demands a silent console. */
  async visit(path: string, look: Look, steps: (page: Page) => Promise<void>): Promise<void> {
    const { origin } = this.#product;
    const context = await this.#contextFor(look);
    const { page, complaints } = await openPage(context, origin, this.session, look);
    try {
      await page.goto(path, { waitUntil: 'load' });
      await steps(page);
      expect(complaints).toEqual([]);
    } finally {
      await page.evaluate(() => localStorage.clear()).catch(() => undefined);
      await page.close();
    }
  }

  /** Windows of one look share what the browser has loaded: half of a visit's time. */
  #contextFor(look: Look): Promise<BrowserContext> {
    const key = JSON.stringify([look.width, look.height, look.scheme]);
    const known = this.#contexts.get(key);
    if (known) return known;
    const opened = openContext(this.#browser, this.#product.origin, look);
    this.#contexts.set(key, opened);
    return opened;
  }

  async ask<T>(path: string): Promise<T> {
    const headers = { cookie: this.#cookie };
    const response = await fetch(this.#product.origin + path, { headers });
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
    await page.waitForURL((url) => url.pathname === '/');
    await this.keep(page);
    expect(complaints).toEqual([]);
    await close();
  }

  async untilHistoryIsRead(): Promise<void> {
    await this.#product.followed();
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
