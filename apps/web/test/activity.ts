import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AdEntity, Execution } from '../src/api/types.ts';
import { accessibilityFaults } from './accessibility-faults.ts';
import { ready, type World } from './world.ts';

const CURRENCY = 'USD';
const LIMITS = {
  allowed_kinds: ['pause' as const, 'resume' as const],
  max_actions_per_day: 200,
  max_change_percent: '30',
  max_daily_budget: '100000',
  max_daily_increase: '100000',
};
const PATHS = [
  '/activity',
  '/activity?view=timeline',
  '/activity?view=audit',
  '/settings/safety',
  '/settings/notifications',
];

/** What was done, taking it back, and what holds it back, in the browser against the running simulators. */
export function activity(getWorld: () => World): void {
  let world: World;
  let shopId: string;
  let targets: AdEntity[];

  beforeAll(async () => {
    world = getWorld();
    shopId = world.shopIn(CURRENCY).id;
    await world.client.caps.save(shopId, { platform: 'meta', currency: CURRENCY }, LIMITS);
    const [entities, open] = await Promise.all([
      world.client.kpiProfiles.entities(shopId, { limit: 100 }),
      world.client.proposals.list({ shop_id: shopId, limit: 100 }),
    ]);
    const taken = new Set(open.items.map(({ entity_id: id }) => id));
    targets = entities.items.filter(
      ({ level, status, entity_id: id }) => level === 'ad' && status === 'ACTIVE' && !taken.has(id),
    );
  });

  const nextObject = (): AdEntity => {
    const target = targets.shift();
    if (!target) throw new Error('The demo has too few running objects for these tests');
    return target;
  };
  const carryOut = async (object: AdEntity, kind: 'pause' | 'resume'): Promise<string> => {
    const { id } = await world.client.proposals.propose({
      shop_id: object.shop_id,
      connector_id: object.connector_id,
      action: { kind, level: object.level, entity_id: object.entity_id },
    });
    await world.client.proposals.decide({ decision: 'approve', members: [{ id }] });
    const { members } = await world.client.proposals.execute({ members: [{ id }] });
    expect(members).toMatchObject([{ code: 'done' }]);
    return members[0]?.execution_id ?? '';
  };
  const present = (id: string): Promise<Execution> => world.client.executions.get(id);
  const row = (page: Page, id: string) => page.locator(`li[data-execution="${id}"]`);
  const log = () => `/activity?shop=${shopId}`;

  describe('the log of executions', () => {
    it('takes a change back once, however often it is pressed, and lists both', async () => {
      const id = await carryOut(nextObject(), 'pause');
      await world.visit(log(), {}, async (page) => {
        await row(page, id).waitFor();
        await ready(page);
        let sent = 0;
        page.on('request', (request) => {
          if (request.url().endsWith('/executions/undo')) sent += 1;
        });
        await row(page, id).getByRole('button', { name: 'Undo' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByText('Status paused → running').waitFor();
        await dialog.getByRole('button', { name: 'Undo' }).dblclick();
        await page.getByText('shows the old value again').waitFor();
        await row(page, id).getByText('Undone', { exact: true }).waitFor();
        expect(sent).toBe(1);
        const { status, undone_by: undoneBy } = await present(id);
        expect(status).toBe('undone');
        await row(page, undoneBy ?? '')
          .getByText('Takes a change back')
          .waitFor();
      });
    });

    it('says why an older change cannot be undone, and shows what was sent', async () => {
      const object = nextObject();
      const older = await carryOut(object, 'pause');
      await carryOut(object, 'resume');
      await world.visit(log(), {}, async (page) => {
        await row(page, older).getByText('It was changed again since').waitFor();
        await ready(page);
        expect(await row(page, older).getByRole('button').count()).toBe(0);
        await row(page, older).locator('summary').click();
        const sent = row(page, older).getByRole('group', { name: 'Sent' });
        expect(await sent.textContent()).toContain('PAUSED');
      });
    });

    it('undoes everything since a moment, after a list of what that means', async () => {
      const ids = [await carryOut(nextObject(), 'pause'), await carryOut(nextObject(), 'pause')];
      const meanwhile = nextObject();
      await world.visit(log(), {}, async (page) => {
        await row(page, ids[0] ?? '').waitFor();
        await ready(page);
        await page.getByRole('button', { name: 'Undo everything since…' }).click();
        const dialog = page.getByRole('dialog');
        expect(await dialog.getByLabel('Shop').inputValue()).toBe(shopId);
        await dialog.getByLabel('Since a moment of your choice').check();
        await dialog.getByLabel('Moment', { exact: true }).fill('2999-01-01T00:00');
        await dialog.getByRole('button', { name: 'Show what would be undone' }).click();
        await dialog.getByText('Enter a moment that has passed.').waitFor();
        await dialog.getByLabel('In the last hour').check();
        await dialog.getByRole('button', { name: 'Show what would be undone' }).click();
        const undo = dialog.getByRole('button', { name: /^Undo \d+ changes/ });
        await undo.waitFor();
        const count = Number(/\d+/.exec((await undo.textContent()) ?? '')?.[0]);
        // What is carried out after the list was shown is not in it.
        const late = await carryOut(meanwhile, 'pause');
        await undo.click();
        await dialog.getByText(`${count} of ${count} done.`).waitFor();
        for (const id of ids) expect((await present(id)).status).toBe('undone');
        expect((await present(late)).status).toBe('executed');
        await dialog.getByRole('button', { name: 'Close' }).last().click();
      });
    });
  });

  describe('the timeline and the audit log', () => {
    it('tell who did what to one object', async () => {
      const object = nextObject();
      await carryOut(object, 'pause');
      await world.visit(`/activity?view=timeline&shop=${shopId}`, {}, async (page) => {
        const entry = page.locator('li[data-kind="execution"]', { hasText: object.name }).first();
        await entry.getByText('Owner on the web').waitFor();
        await entry.getByRole('link', { name: object.name, exact: true }).click();
        await page.getByText(`Only ${object.name}`).waitFor();
        const kinds = page.locator('li[data-kind]');
        expect(new Set(await kinds.locator('strong').allTextContents())).toEqual(
          new Set([object.name]),
        );
        await page.getByRole('link', { name: 'Audit log' }).click();
        const act = page.locator('li[data-action="proposal.approve"]').first();
        await act.locator('summary').click();
        await act.getByText('"status": "approved"').waitFor();
        await page.getByRole('link', { name: 'Also show what AI assistants looked at' }).click();
        await page.getByRole('link', { name: 'Hide what AI assistants looked at' }).waitFor();
      });
    });
  });

  describe('limits and the kill switch', () => {
    it('save what was typed and name what is wrong with it', async () => {
      const other = world.shopIn('EUR').id;
      await world.visit(`/settings/safety?shop=${other}`, {}, async (page) => {
        await ready(page);
        await page.getByText('Nothing is written to these accounts').waitFor();
        await page.getByRole('button', { name: 'Set limits' }).click();
        await page.getByLabel('Highest daily budget').fill('1,500');
        await page.getByRole('button', { name: 'Save limits' }).click();
        await page.getByText('Enter a number.').waitFor();
        await page.getByLabel('All raises of an account').fill('0');
        await page.getByRole('button', { name: 'Save limits' }).click();
        await page.getByText('The limits are saved').waitFor();
        await page.getByText('€1,500.00').waitFor();
      });
      const { caps } = await world.client.caps.get(other);
      expect(caps).toMatchObject([
        { currency: 'EUR', max_daily_budget: '1500', max_daily_increase: '0' },
      ]);
    });

    it('stop everything from any page and let it go on', async () => {
      try {
        await world.visit('/shops', {}, async (page) => {
          await ready(page);
          await page.getByRole('button', { name: 'Stop all changes' }).click();
          const dialog = page.getByRole('dialog');
          await dialog.getByLabel('Why?').fill('Numbers look wrong');
          await dialog.getByRole('button', { name: 'Stop all changes' }).click();
          const banner = page.getByRole('complementary');
          await banner.getByText('Numbers look wrong').waitFor();
          expect(await world.client.killSwitch.status()).toMatchObject({
            stopped: true,
            stops: [{ shop_id: null, reason: 'Numbers look wrong', engaged_via: 'web' }],
          });
          await banner.getByRole('link').click();
          await page.waitForURL(/\/settings\/safety$/);
          await page.getByText('Stopped with all').first().waitFor();
          await page.getByRole('button', { name: 'Let them go on' }).click();
          await dialog.getByRole('button', { name: 'Let them go on' }).click();
          await page.getByText('Changes may be sent again.').waitFor();
        });
        expect((await world.client.killSwitch.status()).stops).toEqual([]);
      } finally {
        await world.client.killSwitch.release();
      }
    });

    it('stop one shop and leave the others alone', async () => {
      const { id, name } = world.shopIn('JPY');
      try {
        await world.visit('/settings/safety', {}, async (page) => {
          await ready(page);
          await page.getByRole('button', { name: `Stop ${name}` }).click();
          await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
          await page.getByRole('button', { name: `Let them go on ${name}` }).waitFor();
        });
        const { stopped, stops } = await world.client.killSwitch.status();
        expect([stopped, stops.map(({ shop_id: shop }) => shop)]).toEqual([false, [id]]);
      } finally {
        await world.client.killSwitch.release(id);
      }
    });
  });

  describe('notifications', () => {
    it('give a code for the chat, and a worker that the page’s policy lets in', async () => {
      await world.visit('/settings/notifications', {}, async (page) => {
        await ready(page);
        await page.getByRole('button', { name: 'Pair a chat' }).click();
        await page.getByText(/^\/start [0-9A-Z]{10}$/).waitFor();
        // A browser without windows refuses notifications by itself.
        const isRefused = await page.evaluate(() => Notification.permission === 'denied');
        await page
          .getByText(isRefused ? 'Notifications were refused' : 'This browser is not told')
          .waitFor();
        const state = await page.evaluate(async () => {
          await navigator.serviceWorker.register('/push-worker.js');
          return (await navigator.serviceWorker.ready).active?.scriptURL;
        });
        expect(state).toMatch(/\/push-worker\.js$/);
      });
    });
  });

  describe('these pages', () => {
    it('fit a phone without sideways scrolling', async () => {
      for (const path of PATHS) {
        for (const locale of ['ko', 'en'] as const) {
          await world.visit(path, { width: 390, locale }, async (page) => {
            await page.getByRole('heading', { level: 1 }).waitFor();
            await ready(page);
            const sideways = await page.evaluate(
              () => document.documentElement.scrollWidth - window.innerWidth,
            );
            expect(sideways, `${path} ${locale}`).toBeLessThanOrEqual(0);
          });
        }
      }
    });

    it.each(['light', 'dark'] as const)('have no accessibility faults in %s', async (scheme) => {
      for (const path of PATHS) {
        await world.visit(path, { scheme, locale: 'ko' }, async (page) => {
          await ready(page);
          await page.evaluate(axe.source);
          expect(await page.evaluate(accessibilityFaults), path).toEqual([]);
        });
      }
    });
  });
}
