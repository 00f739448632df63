import {
  type DataState,
  type DayRange,
  eachDay,
  formatAmount,
  parseAmount,
  type RangeTotals,
  rangeState,
  ratio,
  worstState,
} from '@commerce/core';
import { daysState } from './connector-facts.ts';
import type { RevenueDay, SpendDay } from './daily-figures.ts';
import { adSources, type ShopHeader, salesSources } from './shop-header.ts';

/** A shop's figures by day, with the certainty of each day on both sides. */
export interface DailyFigures {
  revenue: ReadonlyMap<string, RevenueDay>;
  spend: ReadonlyMap<string, SpendDay>;
  revenueState: (day: string) => DataState;
  spendState: (day: string) => DataState;
}

export function dailyFigures(
  header: ShopHeader,
  revenue: readonly RevenueDay[],
  spend: readonly SpendDay[],
  now: Date,
): DailyFigures {
  const sales = salesSources(header);
  const ads = adSources(header);
  return {
    revenue: new Map(revenue.map((row) => [row.day, row])),
    spend: new Map(spend.map((row) => [row.day, row])),
    revenueState: perDay((day) => daysState(sales, day, now)),
    spendState: perDay((day) => daysState(ads, day, now)),
  };
}

/** Each day is judged once, however often it is asked for. */
function perDay(stateOf: (day: string) => DataState): (day: string) => DataState {
  const known = new Map<string, DataState>();
  return (day) => {
    let state = known.get(day);
    if (state === undefined) known.set(day, (state = stateOf(day)));
    return state;
  };
}

/** Exact sums over a range. Days nobody collected add nothing; if no day was collected the sum is null. */
export function rangeTotals(figures: DailyFigures, range: DayRange): RangeTotals {
  const days = eachDay(range);
  const sum = { revenue: 0n, orderValue: 0n, orders: 0, spend: 0n, conversionValue: 0n };
  const seen = { revenue: false, spend: false, spending: false, conversionValue: false };
  const vat = new Set<RangeTotals['spendVatBases'][number]>();
  let revenueFxMissing = false;
  let spendFxMissing = false;
  for (const day of days) {
    const sold = figures.revenue.get(day);
    if (sold) {
      sum.revenue += parseAmount(sold.revenue);
      sum.orderValue += parseAmount(sold.order_value);
      sum.orders += sold.orders;
      revenueFxMissing ||= sold.fx_missing;
    }
    seen.revenue ||= sold !== undefined || figures.revenueState(day) !== 'not_collected';
    const spent = figures.spend.get(day);
    if (spent) {
      sum.spend += parseAmount(spent.spend ?? '0');
      sum.conversionValue += parseAmount(spent.conversion_value ?? '0');
      spendFxMissing ||= spent.fx_missing;
      for (const basis of spent.vat_bases) vat.add(basis);
    }
    seen.spend ||= (spent?.spend ?? null) !== null || figures.spendState(day) !== 'not_collected';
    seen.spending ||= parseAmount(spent?.spend ?? '0') !== 0n;
    seen.conversionValue ||= (spent?.conversion_value ?? null) !== null;
  }
  // Ads that ran and of which no value was ever reported did not bring 0: nobody said what they brought.
  const valued = seen.conversionValue || (seen.spend && !seen.spending);
  return {
    revenue: seen.revenue ? formatAmount(sum.revenue) : null,
    orderValue: seen.revenue ? formatAmount(sum.orderValue) : null,
    orders: seen.revenue ? sum.orders : null,
    spend: seen.spend ? formatAmount(sum.spend) : null,
    conversionValue: valued ? formatAmount(sum.conversionValue) : null,
    revenueFxMissing,
    spendFxMissing,
    spendVatBases: [...vat].sort(),
    revenueState: rangeState(days.map(figures.revenueState)),
    spendState: rangeState(days.map(figures.spendState)),
    coverageDiffers: days.some((day) => coverageDiffers(figures, day)),
  };
}

/** The running day is left out: shop and account may stand on different sides of midnight. */
function coverageDiffers(figures: DailyFigures, day: string): boolean {
  const revenue = figures.revenueState(day);
  const spend = figures.spendState(day);
  if (revenue === 'provisional' || spend === 'provisional') return false;
  return (revenue === 'not_collected') !== (spend === 'not_collected');
}

/** How many days of a range were not collected for sales, or for ads where the shop has ad accounts. */
export function uncollectedDays(figures: DailyFigures, range: DayRange, hasAds: boolean): number {
  const missing = (day: string) =>
    figures.revenueState(day) === 'not_collected' ||
    (hasAds && figures.spendState(day) === 'not_collected');
  return eachDay(range).filter(missing).length;
}

/**
 * One point a day, gaps included: a collected day without events is 0, an uncollected one is null. So is
 * what lacks a rate, spend on different VAT bases, and MER where a side was not collected from every account.
 */
export function dailyPoints(figures: DailyFigures, range: DayRange, hasAds: boolean) {
  return eachDay(range).map((day) => {
    const sold = figures.revenue.get(day);
    const spent = figures.spend.get(day);
    const revenueState = figures.revenueState(day);
    const spendState = figures.spendState(day);
    const collected = sold !== undefined || revenueState !== 'not_collected';
    const revenue = !collected || sold?.fx_missing ? null : (sold?.revenue ?? '0');
    const mixedVat = new Set(spent?.vat_bases).size > 1;
    const spend =
      spent?.fx_missing || mixedVat
        ? null
        : (spent?.spend ?? (spendState === 'not_collected' ? null : '0'));
    const conversionValue = spent?.fx_missing ? null : (spent?.conversion_value ?? null);
    const bothSides = revenueState !== 'not_collected' && spendState !== 'not_collected';
    return {
      day,
      state: hasAds ? worstState([revenueState, spendState]) : revenueState,
      revenue: normal(revenue),
      orders: collected ? (sold?.orders ?? 0) : null,
      refunds: !collected || sold?.fx_missing ? null : normal(sold?.refunds ?? '0'),
      ad_spend: normal(spend),
      platform_conversion_value: normal(conversionValue),
      mer: bothSides ? ratio(revenue, spend) : null,
      roas: ratio(conversionValue, spend),
    };
  });
}

function normal(amount: string | null): string | null {
  return amount === null ? null : formatAmount(parseAmount(amount));
}
