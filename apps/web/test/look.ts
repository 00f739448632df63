import axe from 'axe-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { accessibilityFaults } from './accessibility-faults.ts';
import { ready, type World } from './world.ts';

const LOCALES = { ko: '대시보드', en: 'Dashboard' } as const;

/** Keys, languages, schemes, phones and what keeps nobody out, over the pages of figures and settings. */
export function look(getWorld: () => World): void {
  let world: World;

  beforeAll(() => {
    world = getWorld();
  });

  describe('keyboard, language and look', () => {
    it('goes to pages by shortcut, to shops by palette, and past the navigation', async () => {
      await world.visit(world.dashboard('KRW'), {}, async (page) => {
        await page.locator('[data-kpi="revenue"]').waitFor();
        await ready(page);
        await page.keyboard.press('Tab');
        expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(
          'Skip to content',
        );
        await page.keyboard.press('g');
        await page.keyboard.press('a');
        await page.waitForURL(/\/shops$/);
        await page.keyboard.press('Control+k');
        await page
          .getByPlaceholder('Find a shop, a page or an action')
          .fill(world.shopIn('USD').name);
        await page.keyboard.press('Enter');
        await page.waitForURL((url) => url.pathname === world.dashboard('USD'));
        await page.keyboard.press('?');
        await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
      });
    });

    it('finds a shop by typing, and Enter takes the first', async () => {
      const { id, name } = world.shopIn('USD');
      await world.visit(world.dashboard('KRW', '?range=30d'), {}, async (page) => {
        await page.locator('[data-kpi="revenue"]').waitFor();
        await ready(page);
        await page.getByRole('heading', { level: 1 }).getByRole('button').click();
        await page.getByPlaceholder('Search by name, currency or platform').fill(name.slice(0, 4));
        await page.locator('[role="option"][data-combobox-selected]').waitFor();
        await page.keyboard.press('Enter');
        await page.waitForURL((url) => url.pathname === `/shops/${id}` && url.search !== '');
      });
    });

    it.each([390, 1440])('holds a name of 200 letters in %i px', async (width) => {
      await world.visit(world.dashboard('KRW'), { width }, async (page) => {
        await page.locator('[data-kpi="revenue"]').waitFor();
        await ready(page);
        const heading = page.getByRole('heading', { level: 1 }).getByRole('button');
        await heading.evaluate((element) => {
          const [name] = element.children;
          if (name) name.textContent = 'W'.repeat(200);
        });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        expect(overflow).toBeLessThanOrEqual(0);
        const box = await heading.locator('svg').boundingBox();
        expect(box?.width).toBeGreaterThan(10);
      });
    });

    it('changes the language in place and remembers it', async () => {
      await world.visit('/settings', {}, async (page) => {
        await ready(page);
        await page.getByText('한국어', { exact: true }).click();
        await page.getByRole('heading', { level: 1, name: '설정' }).waitFor();
        await page.reload();
        expect(await page.locator('html').getAttribute('lang')).toBe('ko');
        await page.getByText('English', { exact: true }).click();
        await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
      });
    });

    it('follows the system’s scheme and remembers a choice', async () => {
      await world.visit(world.dashboard('KRW'), { scheme: 'dark' }, async (page) => {
        const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
        expect(await scheme()).toBe('dark');
        await page.locator('[data-kpi="revenue"]').waitFor();
        await ready(page);
        await page.keyboard.press('t');
        await expect.poll(scheme).toBe('light');
        await page.reload();
        expect(await scheme()).toBe('light');
      });
    });

    it.each(['/shops', '/connect', '/settings', 'dashboard', 'sync'])(
      'fits %s on a phone without sideways scrolling',
      async (name) => {
        const paths: Record<string, string> = {
          dashboard: world.dashboard('KRW', '?range=30d'),
          sync: `${world.dashboard('KRW')}/sync`,
        };
        for (const locale of ['ko', 'en'] as const) {
          await world.visit(paths[name] ?? name, { width: 390, locale }, async (page) => {
            await page.getByRole('link', { name: LOCALES[locale] }).first().waitFor();
            const overflow = await page.evaluate(
              () => document.documentElement.scrollWidth - window.innerWidth,
            );
            expect(overflow).toBeLessThanOrEqual(0);
          });
        }
      },
    );

    it('offers a thumb at least 44 px everywhere', async () => {
      for (const path of ['/', '/inbox', '/settings', '/connect', world.dashboard('KRW')]) {
        await world.visit(path, { width: 390 }, async (page) => {
          await ready(page);
          await page.locator('#content :is(a, button)').first().waitFor();
          const small = await page.evaluate(() =>
            [...document.querySelectorAll<HTMLElement>('#content :is(button, select), nav a')]
              // Words that explain themselves reach further than they are drawn.
              .filter((element) => !element.matches('[class*="term"]'))
              .map((element) => ({
                text: element.textContent,
                box: element.getBoundingClientRect(),
              }))
              .filter(({ box }) => box.width > 2 && box.height < 43.5)
              .map(({ text, box }) => `${text}: ${box.height}`),
          );
          expect(small, path).toEqual([]);
        });
      }
    });

    it.each(['light', 'dark'] as const)('has no accessibility faults in %s', async (scheme) => {
      const paths = [
        world.dashboard('KRW'),
        `${world.dashboard('KRW')}/sync`,
        '/shops',
        '/connect',
        '/settings',
      ];
      for (const path of paths) {
        await world.visit(path, { scheme, locale: 'ko' }, async (page) => {
          await page.locator('h2, form, table').filter({ visible: true }).first().waitFor();
          await page.evaluate(axe.source);
          const faults = await page.evaluate(accessibilityFaults);
          expect(faults, path).toEqual([]);
        });
      }
    });
  });
}
