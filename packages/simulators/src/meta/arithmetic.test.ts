import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from './days.ts';
import { openGraph } from './graph-client.ts';
import { SHOP_PROFILES } from '../world/profiles.ts';
import { settingsFrom } from './settings.ts';
import { SimState } from './state.ts';
import { truthOf } from './truth.ts';

const NOW = Date.parse('2026-11-20T03:00:00Z');

describe('figures of a day', () => {
  it('are the same for the same seed and differ for another', () => {
    const figures = (seed: string) => {
      const state = new SimState(settingsFrom({ now: () => new Date(NOW), seed, historyDays: 40 }));
      return truthOf(state, [...state.accounts.values()][0]!).rows;
    };
    expect(figures('a')).toEqual(figures('a'));
    expect(figures('a')).not.toEqual(figures('b'));
  });

  it('do not depend on how much history was opened', () => {
    const row = (historyDays: number) => {
      const state = new SimState(settingsFrom({ now: () => new Date(NOW), historyDays }));
      return truthOf(state, state.accounts.get('990010002')!, '2026-11-01', '2026-11-10').rows;
    };
    expect(row(30)).toEqual(row(120));
  });

  it('only grow while conversions arrive, reach 60% at first, and freeze after 28 days', () => {
    const state = new SimState(settingsFrom({ now: () => new Date(NOW), historyDays: 120 }));
    let atClose = 0n;
    let afterWeek = 0n;
    let end = 0n;
    for (const account of state.accounts.values()) {
      for (const ad of account.ads.values()) {
        for (const day of ['2026-10-01', '2026-10-02', '2026-10-03']) {
          const close = Date.parse(`${day}T23:59:00Z`) + 12 * HOUR;
          let before = { spend: 0n, value: 0n };
          for (let step = 0; step <= 30; step++) {
            const facts = state.facts(account, ad, day, close + step * DAY);
            if (!facts) continue;
            const { c1, c7, v1 } = facts.purchase.value;
            const now = { spend: facts.spend, value: c1 + c7 + v1 };
            expect(now.spend >= before.spend && now.value >= before.value).toBe(true);
            if (step >= 28) expect(now).toEqual(before);
            if (step === 0) atClose += now.value * offsetTo(account.currency);
            if (step === 8) afterWeek += now.value * offsetTo(account.currency);
            if (step === 30) end += now.value * offsetTo(account.currency);
            before = now;
          }
        }
      }
    }
    expect(Number(atClose) / Number(end)).toBeGreaterThan(0.45);
    expect(Number(atClose) / Number(end)).toBeLessThan(0.85);
    expect(Number(afterWeek) / Number(end)).toBeGreaterThan(0.9);
    expect(afterWeek).toBeLessThan(end + 1n);
  });

  it("come near the profile's spend and final return", () => {
    const state = new SimState(settingsFrom({ now: () => new Date(NOW), historyDays: 150 }));
    for (const profile of SHOP_PROFILES) {
      const account = state.accounts.get(profile.adAccountId)!;
      const truth = truthOf(state, account, '2026-07-01', '2026-10-15');
      const rows = truth.rows.filter(({ level }) => level === 'account');
      const spend = rows.reduce((sum, row) => sum + row.final.spendMinor, 0n);
      const value = rows.reduce((sum, row) => sum + row.final.purchaseValueMinor, 0n);
      const perDay = Number(spend) / truth.offset / rows.length;
      expect(perDay / profile.spendPerDay).toBeGreaterThan(0.9);
      expect(perDay / profile.spendPerDay).toBeLessThan(1.1);
      const roas = profile.campaigns.reduce((sum, c) => sum + c.share * c.finalRoas, 0);
      expect(Number(value) / Number(spend) / roas).toBeGreaterThan(0.75);
      expect(Number(value) / Number(spend) / roas).toBeLessThan(1.25);
    }
  });
});

function offsetTo(currency: string): bigint {
  return currency === 'KRW' ? 1n : currency === 'JPY' ? 9n : 14n;
}

describe('levels', () => {
  it('agree to the minor unit: ads, ad sets, campaigns, account, and the truth', async () => {
    const graph = await openGraph();
    const filtering = [{ field: 'ad.effective_status', operator: 'NOT_IN', value: ['NOTHING'] }];
    for (const accountId of graph.sim.control.accounts()) {
      const truth = graph.sim.control.truth(accountId, { from: '2026-09-25', to: '2026-11-20' });
      for (const level of ['ad', 'adset', 'campaign', 'account'] as const) {
        const rows = await graph.all(`act_${accountId}/insights`, {
          level,
          filtering,
          fields: 'spend,impressions,clicks,actions',
          time_increment: '1',
          time_range: { since: '2026-09-25', until: truth.today },
          limit: '400',
        });
        const minor = rows.reduce((sum, row) => sum + toMinor(row['spend'], truth.offset), 0n);
        const clicks = rows.reduce((sum, row) => sum + Number(row['clicks'] ?? 0), 0);
        const total = truth.total('account');
        expect(minor).toBe(total.spendMinor);
        expect(clicks).toBe(total.clicks);
        if (level === 'ad' || level === 'adset') {
          const purchases = rows.reduce((sum, row) => sum + purchaseCount(row), 0);
          expect(purchases).toBe(total.purchases);
        }
      }
    }
    await graph.sim.close();
  });
});

function toMinor(spend: unknown, offset: number): bigint {
  const [whole = '0', rest = ''] = (typeof spend === 'string' ? spend : '0').split('.');
  return offset === 1 ? BigInt(whole) : BigInt(whole) * 100n + BigInt(rest.padEnd(2, '0'));
}

function purchaseCount(row: Record<string, unknown>): number {
  const actions = (row['actions'] ?? []) as { action_type: string; value: string }[];
  return Number(actions.find((item) => item.action_type === 'omni_purchase')?.value ?? 0);
}
