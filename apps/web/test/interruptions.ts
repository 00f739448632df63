import { describe, expect, it } from 'vitest';
import type { Proposal } from '../src/api/types.ts';
import { ready, type World } from './world.ts';

/** What a session that ends, an answer that is lost and a server that goes away leave to the person at work. */
export function interruptions(getWorld: () => World): void {
  /** A wish that the rules have not had: to pause a running ad. */
  const propose = async (): Promise<Proposal> => {
    const { client } = getWorld();
    const { id } = getWorld().shopIn('EUR');
    const { items } = await client.kpiProfiles.entities(id, { level: 'ad', limit: 100 });
    const target = items.find(({ platform, status }) => platform === 'meta' && status === 'ACTIVE');
    if (!target) throw new Error('The demo has no running ad in the EUR shop');
    return client.proposals.propose({
      shop_id: id,
      connector_id: target.connector_id,
      action: { kind: 'pause', level: target.level, entity_id: target.entity_id },
    });
  };
  const statusOf = async (id: string) => (await getWorld().client.proposals.get(id)).status;

  describe('interruptions', () => {
    it('keeps what was typed when the session ends in the middle, and goes on after a new one', async () => {
      const world = getWorld();
      const proposal = await propose();
      const { page, close } = await world.open(world.session);
      await page.goto(`/inbox/${proposal.id}`);
      await ready(page);
      await page.keyboard.press('r');
      const dialog = page.getByRole('dialog');
      const words = dialog.getByLabel('In your own words');
      await words.fill('A long considered reason');
      await page.context().clearCookies({ name: /access|refresh/ });
      await dialog.getByRole('button', { name: 'Reject' }).click();
      await dialog.getByText('You are signed out').waitFor();
      expect(await words.inputValue()).toBe('A long considered reason');
      expect(await statusOf(proposal.id)).toBe('proposed');
      const way = dialog.getByRole('link', { name: 'Sign in in a new tab' });
      expect(await way.getAttribute('target')).toBe('_blank');
      await page.context().addCookies(world.session);
      await dialog.getByRole('button', { name: 'Reject' }).click();
      await page.getByText('Rejected. Nothing was changed.').waitFor();
      const { decision } = await world.client.proposals.get(proposal.id);
      expect(decision?.reason).toBe('A long considered reason');
      await close();
    });

    it('reads what became of a decision whose answer was lost', async () => {
      const world = getWorld();
      const proposal = await propose();
      const { page, close } = await world.open(world.session);
      await page.goto(`/inbox/${proposal.id}`);
      await ready(page);
      await page.route('**/api/v1/proposals/decisions', async (route) => {
        await route.fetch();
        await route.abort('connectionreset');
      });
      await page.getByRole('button', { name: 'Approve' }).click();
      await page.getByText('It may have been done all the same.').waitFor();
      await page.getByRole('button', { name: 'Execute' }).waitFor();
      expect(await statusOf(proposal.id)).toBe('approved');
      await world.client.proposals.decide({ decision: 'reject', members: [{ id: proposal.id }] });
      await close();
    });

    it('stays on the page while the server is away', async () => {
      const world = getWorld();
      const { page, close } = await world.open(world.session);
      await page.clock.install();
      await page.goto('/shops');
      await page.getByRole('table').waitFor();
      await ready(page);
      await page.context().setOffline(true);
      await page.clock.fastForward(61_000);
      const note = page.getByText('The server does not answer');
      await note.waitFor();
      expect(await page.getByRole('table').isVisible()).toBe(true);
      await page.context().setOffline(false);
      await page.clock.fastForward(61_000);
      await note.waitFor({ state: 'hidden' });
      await close();
    });
  });
}
