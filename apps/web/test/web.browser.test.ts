import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShopMetrics } from '../src/api/types.ts';
import { formatFigure } from '../src/dashboard/format-figure.ts';
import { todayIn } from '../src/range/calendar.ts';
import { presetRange } from '../src/range/range.ts';
import { activity } from './activity.ts';
import { decisions } from './decisions.ts';
import { interruptions } from './interruptions.ts';
import { look } from './look.ts';
import { rules } from './rules.ts';
import { ready, startWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
}, 420_000);

afterAll(async () => {
  await world?.stop();
}, 60_000);

describe('signing in', () => {
  it('sends a stranger to the form and comes back only to pages of this site', async () => {
    const { page, close } = await world.open([]);
    await page.goto(world.dashboard('KRW'));
    await page.waitForURL(/\/sign-in\?next=/);
    expect(new URL(page.url()).searchParams.get('next')).toBe(world.dashboard('KRW'));
    await close();
  });

  it('keeps its session in cookies that no script can read', () => {
    const tokens = world.session.filter(({ name }) => /access|refresh/.test(name));
    expect(tokens).toHaveLength(2);
    for (const cookie of tokens) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  });

  it('says what to do when a link was used already, in both languages', async () => {
    for (const [locale, words] of [
      ['en', 'does not work any more'],
      ['ko', '더 이상 쓸 수 없는'],
    ] as const) {
      const { page, close } = await world.open([], { locale });
      await page.goto(world.link);
      await page.getByRole('heading', { name: words }).waitFor();
      expect(await page.getByText('users sign-in-link').isVisible()).toBe(true);
      await close();
    }
  });

  it('says that e-mail and password do not match, and names empty fields', async () => {
    const { page, close } = await world.open([]);
    await page.goto('/sign-in?next=https://evil.example');
    const submit = page.getByRole('button', { name: 'Sign in' });
    await submit.click();
    await page.getByText('Enter your password.').waitFor();
    await page.getByLabel('E-mail').fill('nobody@example.com');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await submit.click();
    await page.getByText('do not belong together').waitFor();
    await close();
  });

  it('renews a session whose access ran out, without asking', async () => {
    const rest = world.session.filter(({ name }) => !name.includes('access'));
    const { page, close } = await world.open(rest);
    await page.goto(world.dashboard('USD', '?range=30d'));
    await page.waitForURL(
      (url) => url.pathname + url.search === world.dashboard('USD', '?range=30d'),
    );
    await page.locator('[data-kpi="revenue"]').waitFor();
    await world.keep(page);
    await close();
  });
});

describe('the dashboard', () => {
  it.each([
    ['KRW', 'ko'],
    ['USD', 'en'],
    ['EUR', 'en'],
    ['JPY', 'ko'],
  ] as const)('shows the API’s figures of the %s shop', async (currency, locale) => {
    const shop = world.shopIn(currency);
    const { from, to } = presetRange('30d', todayIn(shop.timezone, new Date()));
    await world.visit(world.dashboard(currency, '?range=30d'), { locale }, async (page) => {
      const metrics = await world.ask<ShopMetrics>(
        `/api/shops/${shop.id}/metrics?from=${from}&to=${to}`,
      );
      expect(Number(metrics.kpis.revenue.value)).toBeGreaterThan(0);
      for (const kpi of Object.values(metrics.kpis)) {
        const value = page.locator(`[data-kpi="${kpi.name}"] [data-value]`);
        await value.waitFor();
        expect(await value.textContent()).toBe(formatFigure(kpi, kpi.value, currency, locale));
      }
      const title = { ko: '최근 주문', en: 'Recent orders' }[locale];
      const first = page.getByRole('region', { name: title }).getByRole('rowheader').first();
      expect(await first.textContent()).toContain(metrics.recent_orders[0]?.name);
    });
  });

  it('writes the reason where there is no value, never a zero', async () => {
    await world.visit(
      world.dashboard('KRW', '?from=2020-01-01&to=2020-01-07'),
      {},
      async (page) => {
        const card = page.locator('[data-kpi="mer"]');
        await card.waitFor();
        expect(await card.locator('[data-value]').textContent()).toBe('—');
        expect(await card.textContent()).toContain('not collected');
      },
    );
  });

  it('names the year of days that are not of this one', async () => {
    await world.visit(
      world.dashboard('KRW', '?from=2020-01-01&to=2020-01-07'),
      {},
      async (page) => {
        await page.locator('[data-kpi="mer"]').waitFor();
        await page.locator('strong', { hasText: 'Jan 1 – 7, 2020' }).waitFor();
      },
    );
  });

  it('keeps a chart’s values on a phone’s screen', async () => {
    await world.visit(world.dashboard('KRW', '?range=30d'), { width: 390 }, async (page) => {
      const chart = page.getByRole('slider').nth(1);
      await chart.scrollIntoViewIfNeeded();
      await ready(page);
      const box = await chart.boundingBox();
      if (!box) throw new Error('The chart is not shown');
      for (const share of [0.02, 0.49, 0.55, 0.98]) {
        const at = { clientX: box.x + box.width * share, clientY: box.y + 30 };
        await chart.dispatchEvent('pointermove', at);
        const tip = await chart.locator('dl').boundingBox();
        expect(tip?.x, String(share)).toBeGreaterThanOrEqual(0);
        expect((tip?.x ?? 0) + (tip?.width ?? 0), String(share)).toBeLessThanOrEqual(390);
      }
    });
  });

  it('keeps the range in the address over clicks and reloads', async () => {
    await world.visit(world.dashboard('KRW'), {}, async (page) => {
      await page.getByRole('link', { name: '30 days' }).click();
      await page.waitForURL(/range=30d/);
      await page.reload();
      const current = page.getByRole('group', { name: 'Days shown' }).locator('[aria-current]');
      expect(await current.textContent()).toBe('30 days');
    });
  });

  it('changes the shop and keeps the range', async () => {
    await world.visit(world.dashboard('KRW', '?range=30d'), {}, async (page) => {
      await ready(page);
      await page.getByRole('button', { name: /Choose another/ }).click();
      await page.getByPlaceholder(/Search by name/).fill('EUR');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(
        (url) => url.pathname + url.search === world.dashboard('EUR', '?range=30d'),
      );
      await page.getByRole('heading', { level: 1, name: world.shopIn('EUR').name }).waitFor();
    });
  });

  it('explains a figure on focus and closes the explanation with Escape', async () => {
    await world.visit(world.dashboard('KRW'), {}, async (page) => {
      const term = page.locator('[data-kpi="mer"] button').first();
      await term.waitFor();
      await page.keyboard.press('Tab');
      await term.focus();
      await page.getByRole('tooltip').getByText('revenue ÷ ad spend').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('tooltip').waitFor({ state: 'hidden' });
    });
  });

  it('reads a chart with arrow keys and as a table', async () => {
    await world.visit(world.dashboard('USD'), {}, async (page) => {
      const chart = page.getByRole('slider', { name: 'Revenue per day' });
      await chart.focus();
      await page.keyboard.press('Home');
      expect(await chart.getAttribute('aria-valuenow')).toBe('1');
      expect(await chart.getAttribute('aria-valuetext')).toContain('Revenue $');
      await page.locator('section', { has: chart }).getByText('Table', { exact: true }).click();
      const table = page.getByRole('region', { name: 'Revenue per day' }).getByRole('table');
      expect(await table.getByRole('row').count()).toBe(8);
    });
  });

  it('sorts campaigns by a column', async () => {
    await world.visit(world.dashboard('KRW', '?range=30d'), {}, async (page) => {
      const table = page.getByRole('region', { name: 'Top campaigns' }).getByRole('table');
      await table.waitFor();
      await ready(page);
      await table.getByRole('button', { name: 'ROAS' }).click();
      const header = table.getByRole('columnheader', { name: 'ROAS' });
      expect(await header.getAttribute('aria-sort')).toBe('descending');
      const values = await table.locator('tbody tr td:nth-child(3)').allTextContents();
      const numbers = values.map((text) => Number.parseFloat(text));
      expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    });
  });
});

describe('the other pages', () => {
  it('compare all shops, each in its own currency', async () => {
    await world.visit('/shops', {}, async (page) => {
      const table = page.getByRole('table');
      await table.waitFor();
      for (const shop of world.shops) {
        const row = table.getByRole('row', { name: shop.name });
        const { revenue } = shop.kpis;
        const text = formatFigure(revenue, revenue.value, shop.currency, 'en');
        expect(await row.textContent()).toContain(text);
      }
      await page.getByRole('searchbox').fill('jpy');
      await page.getByText('1 of').waitFor();
      expect(await table.getByRole('row').count()).toBe(2);
    });
  });

  it('show what was read, slice by slice, and start a sync', async () => {
    await world.visit(`${world.dashboard('KRW')}/sync`, {}, async (page) => {
      const first = page.getByText('First read of the whole history').last();
      await first.click();
      await page.getByRole('columnheader', { name: 'Received / expected' }).first().waitFor();
      await ready(page);
      await page.getByRole('button', { name: 'Sync now' }).click();
      await page
        .getByText(/queued|already running/)
        .first()
        .waitFor();
    });
  });

  it('ask before a rebuild and name its days', async () => {
    await world.visit(`${world.dashboard('JPY')}/sync`, {}, async (page) => {
      await ready(page);
      await page.getByRole('button', { name: 'Rebuild history' }).first().click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('are read again from the platform').waitFor();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'hidden' });
    });
  });

  it('show a connection’s errors at their fields and forget no input', async () => {
    await world.visit('/connect', {}, async (page) => {
      await ready(page);
      await page.getByLabel('Shop domain').fill('shop.example.com');
      await page.getByRole('button', { name: 'Connect shop' }).click();
      await page.getByText('like my-shop.myshopify.com').waitFor();
      expect(await page.getByText('This is needed.').count()).toBe(2);
      expect(await page.getByLabel('Shop domain').getAttribute('aria-invalid')).toBe('true');
      expect(await page.getByLabel('Shop domain').inputValue()).toBe('shop.example.com');
    });
  });

  it('let the person choose which shop is opened first', async () => {
    const { id, name } = world.shopIn('EUR');
    const before = world.shops.find((shop) => shop.is_default)?.id ?? '';
    await world.visit('/settings', {}, async (page) => {
      await ready(page);
      await page.getByLabel('Shop opened first').selectOption(id);
      await page.getByText(`${name} is opened first from now on.`).waitFor();
      await page.goto('/');
      await page.getByRole('region', { name }).waitFor();
    });
    await world.client.shops.setDefault(before);
  });

  it('take new credentials for a shop that is connected already, and forget nothing when they are refused', async () => {
    const { id, name } = world.shopIn('USD');
    const { page, close } = await world.open(world.session);
    await page.goto(`/connect?shop=${id}&platform=shopify`);
    await ready(page);
    const panel = page.getByRole('region', { name: `New credentials for ${name}` });
    const address = panel.getByLabel('Shop domain');
    expect(await address.inputValue()).toMatch(/\.myshopify\.com$/);
    expect(await address.isEditable()).toBe(false);
    const submit = panel.getByRole('button', { name: 'Check and store' });
    await submit.click();
    expect(await panel.getByText('This is needed.').count()).toBe(2);
    await panel.getByText('Access token', { exact: true }).click();
    const secret = panel.getByLabel('Admin API access token');
    await secret.fill('shpat_wrong');
    await submit.click();
    await panel.getByRole('alert').getByText('did not accept these credentials').waitFor();
    expect(await secret.inputValue()).toBe('shpat_wrong');
    expect(await secret.getAttribute('type')).toBe('password');
    await close();
    const { connectors } = await world.client.shops.get(id);
    expect(connectors.map(({ status }) => status)).not.toContain('needs_reauth');
  });

  it('make an API key, show it once and revoke it', async () => {
    await world.visit('/settings', {}, async (page) => {
      await ready(page);
      await page.getByPlaceholder(/What will use it/).fill('browser test');
      await page.getByRole('button', { name: 'Create key' }).click();
      await page
        .getByText(/^ck_live_/)
        .first()
        .waitFor();
      await page.getByRole('button', { name: 'I have stored it' }).click();
      await page.getByRole('button', { name: /^Revoke ?browser test/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
      await page.getByText('The key is revoked.').waitFor();
    });
  });

  it('answer an unknown address and a foreign shop with words', async () => {
    for (const path of ['/nowhere', '/shops/00000000-0000-4000-8000-000000000000']) {
      const { page, close } = await world.open(world.session);
      const response = await page.goto(path);
      expect(response?.status()).toBe(404);
      await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
      await close();
    }
  });
});

decisions(() => world);
interruptions(() => world);
rules(() => world);
activity(() => world);
look(() => world);
