import { addDays, type Day, DAY, daysBetween, localDay, startOfDay } from './days.ts';
import type { Account, Level } from './entities.ts';
import { currencyOffset } from './money.ts';
import type { SimState } from './state.ts';
import type { Totals } from './totals.ts';

export interface TruthFigures {
  /** Minor units of the account currency. */
  spendMinor: bigint;
  impressions: number;
  clicks: number;
  linkClicks: number;
  /** Under each ad set's own attribution setting. */
  purchases: number;
  purchaseValueMinor: bigint;
}

export interface TruthRow {
  level: Level;
  id: string;
  /** Local day of the account. */
  day: Day;
  /** As the platform reports it now, within its quarter-hour refresh. */
  known: TruthFigures;
  /** Once every late conversion and spend correction has arrived. */
  final: TruthFigures;
}

export interface Truth {
  accountId: string;
  currency: string;
  /** Minor units per major unit. */
  offset: number;
  timezone: string;
  today: Day;
  rows: TruthRow[];
  /** Sum over the days asked, per level and id. */
  total(level: Level, id?: string): TruthFigures;
}

/** What really happened, summed from single ad-days without the insights code. */
export function truthOf(state: SimState, account: Account, from?: Day, to?: Day): Truth {
  const today = localDay(state.now(), account.timezone);
  const first = from ?? localDay(account.createdAt, account.timezone);
  const last = to ?? today;
  const rows = new Map<string, TruthRow>();
  for (let i = 0; i <= daysBetween(first, last); i++) {
    const day = addDays(first, i);
    const settled = startOfDay(addDays(day, 1), account.timezone) + 60 * DAY;
    for (const ad of account.ads.values()) {
      const known = state.facts(account, ad, day, state.reportingTime());
      const final = state.facts(account, ad, day, settled);
      if (!known && !final) continue;
      const places: [Level, string][] = [
        ['account', account.id],
        ['campaign', ad.campaignId],
        ['adset', ad.adsetId],
        ['ad', ad.id],
      ];
      for (const [level, id] of places) {
        const key = `${level} ${id} ${day}`;
        const row = rows.get(key) ?? { level, id, day, known: nothing(), final: nothing() };
        rows.set(key, row);
        include(row.known, known);
        include(row.final, final);
      }
    }
  }
  const list = [...rows.values()];
  return {
    accountId: account.id,
    currency: account.currency,
    offset: currencyOffset(account.currency),
    timezone: account.timezone,
    today,
    rows: list,
    total: (level, id) => {
      const sum = nothing();
      for (const row of list) {
        if (row.level === level && (id === undefined || row.id === id)) add(sum, row.known);
      }
      return sum;
    },
  };
}

function nothing(): TruthFigures {
  return {
    spendMinor: 0n,
    impressions: 0,
    clicks: 0,
    linkClicks: 0,
    purchases: 0,
    purchaseValueMinor: 0n,
  };
}

function include(into: TruthFigures, facts: Totals | null): void {
  if (!facts) return;
  const { count, value } = facts.purchase;
  const [setting] = facts.attributions;
  const sevenDays = setting === '1d_click' ? 0 : 1;
  const views = setting === '7d_click_1d_view' ? 1 : 0;
  add(into, {
    spendMinor: facts.spend,
    impressions: facts.impressions,
    clicks: facts.clicks,
    linkClicks: facts.linkClicks,
    purchases: count.c1 + count.c7 * sevenDays + count.v1 * views,
    purchaseValueMinor: value.c1 + value.c7 * BigInt(sevenDays) + value.v1 * BigInt(views),
  });
}

function add(into: TruthFigures, other: TruthFigures): void {
  into.spendMinor += other.spendMinor;
  into.impressions += other.impressions;
  into.clicks += other.clicks;
  into.linkClicks += other.linkClicks;
  into.purchases += other.purchases;
  into.purchaseValueMinor += other.purchaseValueMinor;
}
