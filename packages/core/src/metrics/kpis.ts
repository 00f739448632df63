import type { DataState, VatBasis } from '../glossary.ts';
import { parseAmount, ratio, subtractAmounts } from '../money.ts';
import { worstState } from './data-state.ts';

export type MissingReason = 'no_spend' | 'no_orders' | 'fx_missing' | 'not_collected' | 'mixed_vat';

/** Sums of a range in the shop's currency. null = nobody collected it, which is not 0. */
export interface RangeTotals {
  /** Net sales on the event date: gross − discounts − refunds, VAT excluded. */
  revenue: string | null;
  /** Gross − discounts of the orders placed in the range, VAT excluded. */
  orderValue: string | null;
  orders: number | null;
  spend: string | null;
  conversionValue: string | null;
  /** Some amount had no exchange rate of its day, so the sum would be incomplete. */
  revenueFxMissing: boolean;
  spendFxMissing: boolean;
  spendVatBases: readonly VatBasis[];
  revenueState: DataState;
  spendState: DataState;
  /** Some finished day has revenue but no spend was collected for it, or the other way round. */
  coverageDiffers: boolean;
}

export const KPI_NAMES = ['revenue', 'orders', 'aov', 'ad_spend', 'mer', 'roas'] as const;
export type KpiName = (typeof KPI_NAMES)[number];

export interface Kpi {
  name: KpiName;
  value: string | null;
  unit: 'money' | 'count' | 'ratio';
  currency: string | null;
  vat_basis: VatBasis | null;
  time_basis: 'event' | 'order' | 'account_day' | 'mixed';
  state: DataState;
  missing: MissingReason | null;
  previous: { value: string | null; missing: MissingReason | null };
  change: string | null;
}

type Figure = { value: string | null; missing: MissingReason | null };

/**
 * The six figures of a range beside the previous one. Ratios are computed from the sums, never averaged;
 * where a denominator is 0 or a part is unknown there is no ratio but a reason.
 */
export function computeKpis(
  currency: string,
  current: RangeTotals,
  previous: RangeTotals,
): Record<KpiName, Kpi> {
  const spendVat = spendVatBasis(current);
  const ratioState = worstState([current.revenueState, current.spendState]);
  const shapes: Record<
    KpiName,
    Pick<Kpi, 'unit' | 'currency' | 'vat_basis' | 'time_basis' | 'state'>
  > = {
    revenue: {
      unit: 'money',
      currency,
      vat_basis: 'excl',
      time_basis: 'event',
      state: current.revenueState,
    },
    orders: {
      unit: 'count',
      currency: null,
      vat_basis: null,
      time_basis: 'order',
      state: current.revenueState,
    },
    aov: {
      unit: 'money',
      currency,
      vat_basis: 'excl',
      time_basis: 'order',
      state: current.revenueState,
    },
    ad_spend: {
      unit: 'money',
      currency,
      vat_basis: spendVat,
      time_basis: 'account_day',
      state: current.spendState,
    },
    mer: {
      unit: 'ratio',
      currency: null,
      vat_basis: spendVat,
      time_basis: 'mixed',
      state: ratioState,
    },
    roas: {
      unit: 'ratio',
      currency: null,
      vat_basis: spendVat,
      time_basis: 'account_day',
      state: current.spendState,
    },
  };
  const now = figures(current);
  const before = figures(previous);
  const kpi = (name: KpiName): Kpi => ({
    name,
    ...shapes[name],
    ...now[name],
    previous: before[name],
    change: relativeChange(now[name].value, before[name].value),
  });
  return {
    revenue: kpi('revenue'),
    orders: kpi('orders'),
    aov: kpi('aov'),
    ad_spend: kpi('ad_spend'),
    mer: kpi('mer'),
    roas: kpi('roas'),
  };
}

function figures(totals: RangeTotals): Record<KpiName, Figure> {
  const revenue = known(totals.revenue, totals.revenueFxMissing);
  const orderValue = known(totals.orderValue, totals.revenueFxMissing);
  const orders = known(totals.orders === null ? null : String(totals.orders), false);
  const spend = mixedVat(totals)
    ? missing('mixed_vat')
    : known(totals.spend, totals.spendFxMissing);
  const conversionValue = known(totals.conversionValue, totals.spendFxMissing);
  return {
    revenue,
    orders,
    aov: quotient(orderValue, orders, 'no_orders'),
    ad_spend: spend,
    // Revenue of some days over the spend of others would look better or worse than it was.
    mer: totals.coverageDiffers ? missing('not_collected') : quotient(revenue, spend, 'no_spend'),
    roas: quotient(conversionValue, spend, 'no_spend'),
  };
}

function known(value: string | null, fxMissing: boolean): Figure {
  if (fxMissing) return missing('fx_missing');
  return value === null ? missing('not_collected') : { value, missing: null };
}

function missing(reason: MissingReason): Figure {
  return { value: null, missing: reason };
}

function quotient(top: Figure, bottom: Figure, whenZero: 'no_spend' | 'no_orders'): Figure {
  const reason = bottom.missing ?? top.missing;
  if (reason) return missing(reason);
  const value = ratio(top.value, bottom.value);
  return value === null ? missing(whenZero) : { value, missing: null };
}

function mixedVat(totals: RangeTotals): boolean {
  return new Set(totals.spendVatBases).size > 1;
}

function spendVatBasis(totals: RangeTotals): VatBasis | null {
  return mixedVat(totals) ? 'unknown' : (totals.spendVatBases[0] ?? null);
}

/** (now − before) / |before|, or null when either is unknown or before is 0. */
export function relativeChange(now: string | null, before: string | null): string | null {
  if (now === null || before === null) return null;
  const base = parseAmount(before) < 0n ? before.slice(1) : before;
  return ratio(subtractAmounts(now, before), base);
}
