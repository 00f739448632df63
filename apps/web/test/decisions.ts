import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AdEntity, Execution, Proposal } from '../src/api/types.ts';
import { VIEWS } from '../src/inbox/inbox-query.ts';
import { accessibilityFaults } from './accessibility-faults.ts';
import { ready, type World } from './world.ts';

const CAP = {
  allowed_kinds: ['pause', 'resume', 'set_daily_budget', 'set_lifetime_budget'] as const,
  max_actions_per_day: 200,
  max_change_percent: '30',
  max_daily_budget: '100000000',
  max_daily_increase: '100000000',
};

/** Deciding, carrying out and undoing in the browser, on real proposals against the running simulators. */
export function decisions(getWorld: () => World): void {
  let world: World;
  let targets: AdEntity[];

  beforeAll(async () => {
    world = getWorld();
    const { id } = world.shopIn('KRW');
    await world.client.caps.save(
      id,
      { platform: 'meta', currency: 'KRW' },
      { ...CAP, allowed_kinds: [...CAP.allowed_kinds] },
    );
    const [entities, open] = await Promise.all([
      world.client.kpiProfiles.entities(id, { limit: 100 }),
      world.client.proposals.list({ status: VIEWS.open.join(','), snoozed: 'show', limit: 100 }),
    ]);
    // What the rules have proposed already is theirs.
    const taken = new Set(open.items.map(({ entity_id }) => entity_id));
    targets = entities.items.filter(
      ({ platform, level, status, entity_id }) =>
        platform === 'meta' &&
        ['adset', 'ad'].includes(level) &&
        status === 'ACTIVE' &&
        !taken.has(entity_id),
    );
  });

  /** A wish to pause one more object; every test has its own. */
  const propose = (): Promise<Proposal> => {
    const target = targets.shift();
    if (!target) throw new Error('The demo has too few running ads for these tests');
    const { level, entity_id } = target;
    return world.client.proposals.propose({
      shop_id: target.shop_id,
      connector_id: target.connector_id,
      action: { kind: 'pause', level, entity_id },
    });
  };
  const statusOf = async ({ id }: Proposal) => (await world.client.proposals.get(id)).status;
  const executionsOf = async ({ id }: Proposal): Promise<Execution[]> =>
    (await world.client.executions.list({ limit: 100 })).items.filter(
      (execution) => execution.proposal_id === id,
    );
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: false });
  const row = (page: Page, { id }: Proposal) => page.locator(`a[href="/inbox/${id}"]`);

  describe('deciding', () => {
    it('begins at home: a card with one button, which becomes the next step', async () => {
      const proposal = await propose();
      await world.visit('/', {}, async (page) => {
        const card = page.locator(`li[data-proposal="${proposal.id}"]`);
        await card.waitFor();
        await ready(page);
        expect(await card.getByRole('button').count()).toBe(1);
        await card.getByRole('button', { name: 'Approve' }).dblclick();
        await card.getByRole('button', { name: 'Execute' }).waitFor();
        expect(await statusOf(proposal)).toBe('approved');
        await page
          .getByRole('link', { name: /Inbox\s*\d+/ })
          .first()
          .waitFor();
      });
    });

    it('approves, executes and undoes with the keyboard alone', async () => {
      const proposal = await propose();
      await world.visit('/inbox', {}, async (page) => {
        await page.locator(`article[data-proposal="${proposal.id}"]`).waitFor();
        await ready(page);
        await page.keyboard.press('j');
        await page.keyboard.press('k');
        await page.keyboard.press('k');
        await expect
          .poll(() => row(page, proposal).evaluate((el) => el === document.activeElement))
          .toBe(true);
        await page.keyboard.press('e');
        await page.getByText('Approve it first').waitFor();
        await page.keyboard.press('a');
        await page.getByText('Nothing has been sent yet').waitFor();
        await page.keyboard.press('e');
        await page.getByText('The platform shows the new value').waitFor();
        expect(await statusOf(proposal)).toBe('executed');
        await page.keyboard.press('u');
        await page.getByRole('dialog').getByText('paused → running').waitFor();
        await page.keyboard.press('Enter');
        await page.getByText('shows the old value again').waitFor();
        expect(await statusOf(proposal)).toBe('undone');
      });
    });

    it('executes once, however often the button is pressed', async () => {
      const proposal = await propose();
      await world.client.proposals.decide({
        decision: 'approve',
        members: [{ id: proposal.id, diff_hash: proposal.diff_hash }],
      });
      await world.visit(`/inbox/${proposal.id}`, {}, async (page) => {
        await ready(page);
        let sent = 0;
        page.on('request', (request) => {
          if (request.url().endsWith('/proposals/executions')) sent += 1;
        });
        await button(page, 'Execute').dblclick();
        await page.getByText('The platform shows the new value').waitFor();
        expect(sent).toBe(1);
        expect(await executionsOf(proposal)).toHaveLength(1);
      });
    });

    it('tells the loser of a race who won', async () => {
      const proposal = await propose();
      await world.visit(`/inbox/${proposal.id}`, {}, async (late) => {
        await ready(late);
        await world.visit(`/inbox/${proposal.id}`, {}, async (first) => {
          await ready(first);
          await button(first, 'Approve').click();
          await first.getByText('Nothing has been sent yet').waitFor();
        });
        await button(late, 'Approve').click();
        await late.getByText(/Somebody was first: Approved, by .+ on the web/).waitFor();
        await button(late, 'Execute').waitFor();
      });
    });

    it('keeps the reason of a rejection', async () => {
      const proposal = await propose();
      await world.visit(`/inbox/${proposal.id}`, {}, async (page) => {
        await ready(page);
        await page.keyboard.press('r');
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('I doubt the data').check();
        await dialog.getByLabel('In your own words').fill('Half of it is missing');
        await dialog.getByRole('button', { name: 'Reject' }).click();
        await page.getByText('Rejected. Nothing was changed.').waitFor();
        const { decision } = await world.client.proposals.get(proposal.id);
        expect(decision?.reason).toBe('I doubt the data. Half of it is missing');
        await page.getByText('Half of it is missing').first().waitFor();
      });
    });

    it('snoozes, and lists it among what is put off', async () => {
      const proposal = await propose();
      await world.visit('/inbox', {}, async (page) => {
        await ready(page);
        await row(page, proposal).click();
        await page.keyboard.press('s');
        await page.getByRole('button', { name: 'In 3 days' }).click();
        await page.getByText('It comes back by itself.').waitFor();
        await page.goto('/inbox?view=snoozed');
        await row(page, proposal).waitFor();
        await page.goto('/inbox');
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect(await row(page, proposal).count()).toBe(0);
      });
    });

    it('decides several at once and says what became of each', async () => {
      const proposals = [await propose(), await propose()];
      await world.visit('/inbox', {}, async (page) => {
        await page.locator('article').waitFor();
        await ready(page);
        for (const proposal of proposals) {
          await page
            .locator('li', { has: row(page, proposal) })
            .getByRole('checkbox')
            .check();
        }
        const [first] = proposals;
        await world.client.proposals.decide({
          decision: 'reject',
          members: [{ id: first?.id ?? '' }],
        });
        await page.getByRole('group', { name: 'With the selected ones' }).waitFor();
        await page.keyboard.press('a');
        const dialog = page.getByRole('dialog');
        await dialog.getByText('1 of 2 done.').waitFor();
        await dialog.getByText('Somebody was first: Rejected').waitFor();
        expect(await dialog.getByRole('listitem').count()).toBe(2);
      });
    });

    it('marks rows with the keyboard and lists its keys', async () => {
      await propose();
      await world.visit('/inbox', {}, async (page) => {
        await page.locator('article').waitFor();
        await ready(page);
        await page.keyboard.press('x');
        await page.getByText('1 selected').waitFor();
        await page.keyboard.press('J');
        await page.getByText('2 selected').waitFor();
        await page.keyboard.press('Escape');
        await page.getByText('selected').waitFor({ state: 'hidden' });
        await page.keyboard.press('?');
        const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
        await help.getByText('Next proposal').waitFor();
        expect(await help.getByText('Sync now').count()).toBe(0);
      });
    });

    it('leads from the list to a page on a phone, without sideways scrolling', async () => {
      const proposal = await propose();
      for (const locale of ['ko', 'en'] as const) {
        await world.visit('/inbox', { width: 390, locale }, async (page) => {
          await row(page, proposal).waitFor();
          await ready(page);
          await row(page, proposal).evaluate((link) => {
            // As long as a shop and an ad may be called.
            for (const name of link.querySelectorAll('strong, small'))
              name.textContent = 'W'.repeat(200);
          });
          expect(await sideways(page)).toBeLessThanOrEqual(0);
          await row(page, proposal).tap();
          await page.waitForURL((url) => url.pathname === `/inbox/${proposal.id}`);
          await page.locator('article').waitFor();
          expect(await sideways(page)).toBeLessThanOrEqual(0);
          await page.goto('/');
          await page.locator('[data-kpi="mer"]').waitFor();
          expect(await sideways(page)).toBeLessThanOrEqual(0);
          await page.getByRole('button', { name: { ko: '더 보기', en: 'More' }[locale] }).tap();
          await page.getByRole('dialog').getByRole('link').first().waitFor();
        });
      }
    });

    it('knows its keys on a Korean keyboard, and gives the focus back when a question is closed', async () => {
      const proposal = await propose();
      await world.visit(`/inbox/${proposal.id}`, {}, async (page) => {
        await ready(page);
        await page.evaluate(() =>
          document.dispatchEvent(
            new KeyboardEvent('keydown', { key: 'ㄱ', code: 'KeyR', bubbles: true }),
          ),
        );
        const dialog = page.getByRole('dialog', { name: 'Reject' });
        await dialog.waitFor();
        await page.mouse.click(5, 5);
        await page.keyboard.press('Escape');
        await dialog.waitFor({ state: 'hidden' });
        const reject = button(page, 'Reject');
        await reject.focus();
        await page.keyboard.press('Enter');
        await dialog.waitFor();
        await page.keyboard.press('Escape');
        await expect.poll(() => reject.evaluate((el) => el === document.activeElement)).toBe(true);
      });
    });

    it('shows on an empty list what has come since', async () => {
      const { id } = world.shopIn('USD');
      const { items } = await world.client.kpiProfiles.entities(id, { level: 'adset', limit: 100 });
      const target = items.find(
        ({ platform, status }) => platform === 'meta' && status === 'ACTIVE',
      );
      if (!target) throw new Error('The demo has no running ad set in the USD shop');
      // A window of its own: its clock is moved.
      const { page, complaints, close } = await world.open(world.session);
      await page.clock.install();
      await page.goto(`/inbox?shop=${id}`);
      await page.getByRole('heading', { name: 'Nothing waits for you' }).waitFor();
      await ready(page);
      const proposal = await world.client.proposals.propose({
        shop_id: id,
        connector_id: target.connector_id,
        action: { kind: 'pause', level: target.level, entity_id: target.entity_id },
      });
      await page.clock.fastForward(61_000);
      await row(page, proposal).waitFor();
      await world.client.proposals.decide({
        decision: 'reject',
        members: [{ id: proposal.id, diff_hash: proposal.diff_hash }],
      });
      expect(complaints).toEqual([]);
      await close();
    });

    it('shows what was carried out without asking for it in the browser', async () => {
      const { items } = await world.client.executions.list({ limit: 1 });
      const [execution] = items;
      if (!execution) throw new Error('Nothing was carried out by the tests before');
      const { page, close } = await world.open(world.session);
      const asked: string[] = [];
      page.on('request', (request) => asked.push(new URL(request.url()).pathname));
      await page.goto(`/inbox/${execution.proposal_id}`);
      await ready(page);
      await page.getByText(/on the web, and/).waitFor();
      expect(asked.filter((path) => path.startsWith('/api/'))).toEqual([]);
      await close();
    });

    it('answers a foreign or unknown proposal with words', async () => {
      const { page, close } = await world.open(world.session);
      for (const id of ['00000000-0000-4000-8000-000000000000', 'nothing']) {
        const response = await page.goto(`/inbox/${id}`);
        expect(response?.status()).toBe(404);
        await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
      }
      await close();
    });

    it('says on every page that changes are stopped, and refuses to execute', async () => {
      const proposal = await propose();
      await world.client.proposals.decide({ decision: 'approve', members: [{ id: proposal.id }] });
      await world.client.killSwitch.engage({ reason: 'A test of the brakes' });
      try {
        await world.visit(`/inbox/${proposal.id}`, {}, async (page) => {
          await ready(page);
          await page.getByText('A test of the brakes').waitFor();
          await button(page, 'Execute').click();
          await page.getByText('All changes are stopped. Let them go on').waitFor();
          expect(await statusOf(proposal)).toBe('approved');
        });
      } finally {
        await world.client.killSwitch.release();
      }
    });

    it.each(['light', 'dark'] as const)('has no accessibility faults in %s', async (scheme) => {
      const { items } = await world.client.proposals.list({ status: 'proposed', limit: 1 });
      const id = items[0]?.id;
      for (const path of ['/', `/inbox?open=${id}`, `/inbox/${id}`]) {
        await world.visit(path, { scheme, locale: 'ko' }, async (page) => {
          await page.locator('h2').filter({ visible: true }).first().waitFor();
          await page.evaluate(axe.source);
          expect(await page.evaluate(accessibilityFaults), path).toEqual([]);
          if (!path.includes('?open=')) return;
          await ready(page);
          for (const key of ['r', 's']) {
            await page.keyboard.press(key);
            await page.getByRole('dialog').waitFor();
            // Half-faded words have no contrast yet.
            await page.waitForFunction(() => document.getAnimations().length === 0);
            expect(await page.evaluate(accessibilityFaults), key).toEqual([]);
            await page.keyboard.press('Escape');
            await page.getByRole('dialog').waitFor({ state: 'hidden' });
          }
        });
      }
    });
  });
}

const sideways = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
