import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../src/api/types.ts';
import { accessibilityFaults } from './accessibility-faults.ts';
import { ready, type World } from './world.ts';

/** Rules and goals in the browser: the past is looked at first, and nothing is stored but what was asked for. */
export function rules(getWorld: () => World): void {
  let world: World;
  let shopId: string;
  let rule: Rule;

  beforeAll(async () => {
    world = getWorld();
    shopId = world.shopIn('KRW').id;
    rule = await world.client.rules.create(shopId, {
      template: 'kill_switch',
      name: 'Spends for nothing',
      state: 'shadow',
      parameters: { spend: '60000' },
    });
  });

  const present = () => world.client.rules.get(shopId, rule.id);
  const own = () => `/shops/${shopId}/rules/${rule.id}`;
  const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });
  const past = (page: Page) => page.locator('[data-total="firings"]');

  describe('rules', () => {
    it('shows what a template would have done before it is started, once', async () => {
      const made = async () =>
        (await world.client.rules.list(shopId)).items.filter(({ name }) => name === 'A trial');
      await world.visit(`/shops/${shopId}/rules/new/roas_floor`, {}, async (page) => {
        await past(page).waitFor();
        await ready(page);
        const spend = page.getByLabel('Least spend');
        expect(await spend.inputValue()).toBe('30,000');
        await page.getByLabel('Name').fill('A trial');
        await page.getByRole('button', { name: 'Run in shadow' }).dblclick();
        await page.waitForURL((url) => url.pathname === `/shops/${shopId}/rules`);
        await page.getByRole('link', { name: 'A trial' }).waitFor();
      });
      expect((await made()).map(({ state, template }) => [template, state])).toEqual([
        ['roas_floor', 'shadow'],
      ]);
    });

    it('tries other values beside the saved ones and stores nothing', async () => {
      await world.visit(own(), {}, async (page) => {
        await past(page).waitFor();
        await ready(page);
        await page.getByLabel('Spend limit').fill('90,000');
        await page.getByRole('button', { name: 'Try these values on the past' }).click();
        await page.locator('tr[data-figure="net"]').waitFor();
        await page.getByRole('button', { name: 'Discard changes' }).click();
        await past(page).waitFor();
        expect(await page.getByLabel('Spend limit').inputValue()).toBe('60,000');
      });
      expect(await present()).toMatchObject({ version: 1, parameters: { spend: '60000' } });
    });

    it('names what is wrong under its field, and sends nothing', async () => {
      await world.visit(own(), {}, async (page) => {
        await past(page).waitFor();
        await ready(page);
        await page.getByLabel('Days judged').fill('99');
        await save(page).click();
        await page.getByText('Enter 1 to 28.').waitFor();
      });
      expect((await present()).version).toBe(1);
    });

    it('saves as a new version, and tells who was overtaken', async () => {
      // Not `visit`: the browser itself complains of the refusal that is asked for here.
      const { page, close } = await world.open(world.session);
      await page.goto(own());
      await past(page).waitFor();
      await ready(page);
      await world.client.rules.update(shopId, rule.id, { cooldown_hours: 48 });
      await page.getByLabel('Spend limit').fill('75000');
      await save(page).click();
      await page.getByRole('button', { name: 'Show the present settings' }).click();
      await page.getByText('Version 2', { exact: true }).first().waitFor();
      await past(page).waitFor();
      await ready(page);
      expect(await page.getByLabel('Hours of rest').inputValue()).toBe('48');
      await page.getByLabel('Spend limit').fill('75000');
      await save(page).click();
      await page.getByText('Spend limit ₩60,000 → ₩75,000').waitFor();
      await close();
      expect(await present()).toMatchObject({ version: 3, parameters: { spend: '75000' } });
    });

    it('puts an earlier version beside the present one', async () => {
      await world.visit(own(), {}, async (page) => {
        await past(page).waitFor();
        await ready(page);
        await page.getByRole('link', { name: /^Compare with the present one ?Version 1/ }).click();
        await page.waitForURL(/compare=1$/);
        await page.locator('tr[data-figure="net"]').waitFor();
        const table = page.getByRole('group', { name: 'Compared with the saved settings' });
        await table.getByRole('columnheader', { name: 'Version 1' }).waitFor();
        await page.getByRole('link', { name: 'Compare no more' }).click();
        await past(page).waitFor();
      });
    });

    it('keeps what was typed over leaving the page, until it is discarded', async () => {
      await world.visit(own(), {}, async (page) => {
        await past(page).waitFor();
        await ready(page);
        await page.getByLabel('Spend limit').fill('91,000');
        await page.getByRole('link', { name: 'Inbox' }).first().click();
        await page.waitForURL(/\/inbox$/);
        await page.goto(own());
        await page.getByText('are not saved yet').waitFor();
        expect(await page.getByLabel('Spend limit').inputValue()).toBe('91,000');
        await page.getByRole('button', { name: 'Discard changes' }).click();
        await page.reload();
        await past(page).waitFor();
        await ready(page);
        expect(await page.getByLabel('Spend limit').inputValue()).toBe('75,000');
        expect(await page.getByText('are not saved yet').count()).toBe(0);
      });
    });

    it('is switched from the list', async () => {
      await world.visit(`/shops/${shopId}/rules`, {}, async (page) => {
        await ready(page);
        const state = page.getByRole('radiogroup', { name: 'State of Spends for nothing' });
        await state.getByText('Off').click();
        await page.getByText('“Spends for nothing” is off.').waitFor();
        expect((await present()).state).toBe('disabled');
      });
    });

    it('is archived after a question', async () => {
      await world.visit(own(), {}, async (page) => {
        await past(page).waitFor();
        await ready(page);
        await page.getByRole('button', { name: 'Archive' }).click();
        await page.getByRole('dialog').getByRole('button', { name: 'Archive' }).click();
        await page.waitForURL((url) => url.pathname === `/shops/${shopId}/rules`);
        await page.getByRole('link', { name: 'Spends for nothing' }).waitFor({ state: 'hidden' });
      });
      expect((await present()).archived_at).not.toBeNull();
    });
  });

  describe('goals', () => {
    it('give a campaign another profile, which what lies below takes over', async () => {
      const { items } = await world.client.kpiProfiles.entities(shopId, { level: 'campaign' });
      const campaign = items.find(({ own_profile: profile }) => profile === null);
      if (!campaign) throw new Error('Every campaign of the demo has a profile of its own');
      await world.visit(`/shops/${shopId}/goals`, {}, async (page) => {
        await page.getByLabel(`Profile of ${campaign.name}`).waitFor();
        await ready(page);
        await page.getByLabel(`Profile of ${campaign.name}`).selectOption('retargeting');
        await page.getByText(`${campaign.name} is judged as Retargeting now.`).waitFor();
        await page.getByRole('button', { name: `Open ${campaign.name}` }).click();
        await page.getByText('From above: Retargeting').first().waitFor({ state: 'attached' });
      });
      const below = await world.client.kpiProfiles.entities(shopId, { level: 'adset', limit: 100 });
      const children = below.items.filter(
        ({ campaign_id: id, connector_id: account }) =>
          id === campaign.entity_id && account === campaign.connector_id,
      );
      expect(new Set(children.map(({ profile }) => profile))).toEqual(new Set(['retargeting']));
    });

    it('keep a shop’s own target and give it back', async () => {
      const other = world.shopIn('EUR').id;
      const target = async () =>
        (await world.client.kpiProfiles.list(other)).items.find(({ key }) => key === 'retargeting')
          ?.targets.roas;
      await world.visit(`/shops/${other}/goals`, {}, async (page) => {
        await ready(page);
        const card = page.locator('[data-profile="retargeting"]');
        await card.getByRole('button').click();
        const dialog = page.getByRole('dialog');
        await dialog.getByLabel('ROAS').fill('3.25');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await card.getByText('at least 3.25x').waitFor();
        expect(await target()).toBe('3.25');
        await card.getByRole('button').click();
        await dialog.getByRole('button', { name: 'Back to built-in' }).click();
        await card.getByText('at least 4.00x').waitFor();
      });
    });

    it('can be a shop’s own', async () => {
      await world.visit(`/shops/${shopId}/goals`, {}, async (page) => {
        await ready(page);
        await page.getByRole('button', { name: 'Add a profile' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await dialog.getByText('Enter a name.').waitFor();
        await dialog.getByLabel('Name').fill('Spring launch');
        await dialog.getByLabel('What for').selectOption('traffic');
        await dialog.getByLabel('Click rate').fill('1.5');
        await dialog.getByRole('button', { name: 'Save' }).click();
        await page.locator('[data-profile="spring_launch"]').getByText('at least 1.50%').waitFor();
      });
    });
  });

  it('rules and goals have no sideways scrolling on a phone and no accessibility faults', async () => {
    const [first] = (await world.client.rules.list(shopId)).items;
    const paths = ['/rules', `/rules/${first?.id}`, '/rules/new/kill_switch', '/goals'];
    for (const path of paths) {
      for (const look of [
        { width: 390, locale: 'ko', scheme: 'dark' },
        { width: 1280, locale: 'en', scheme: 'light' },
      ] as const) {
        await world.visit(`/shops/${shopId}${path}`, look, async (page) => {
          await page.locator('h2').filter({ visible: true }).first().waitFor();
          await ready(page);
          const sideways = await page.evaluate(
            () => document.documentElement.scrollWidth - window.innerWidth,
          );
          expect(sideways, path).toBeLessThanOrEqual(0);
          await page.evaluate(axe.source);
          expect(await page.evaluate(accessibilityFaults), path).toEqual([]);
        });
      }
    }
  });
}
