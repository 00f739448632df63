import { KPI_NAMES } from '@commerce/core';
import { z } from '@hono/zod-openapi';
import { Freshness } from './freshness.ts';
import {
  Amount,
  ConnectorId,
  CurrencyCode,
  DataState,
  AskedDay,
  Day,
  Instant,
  ShopId,
} from './primitives.ts';

/** Why a figure has no value. `no_spend`: the ratio has no denominator. `fx_missing`: no exchange rate of that day. */
export const MissingReason = z
  .enum(['no_spend', 'no_orders', 'fx_missing', 'not_collected', 'mixed_currencies', 'mixed_vat'])
  .openapi('MissingReason');

export const Kpi = z
  .object({
    name: z.enum(KPI_NAMES),
    value: Amount.nullable(),
    unit: z.enum(['money', 'count', 'ratio']),
    currency: CurrencyCode.nullable(),
    vat_basis: z.enum(['incl', 'excl', 'exempt', 'unknown']).nullable(),
    /** `event`: money counts on the day it moved. `order`: on the day the order was placed. `account_day`: the ad account's day. */
    time_basis: z.enum(['event', 'order', 'account_day', 'mixed']),
    state: DataState,
    missing: MissingReason.nullable(),
    previous: z.object({ value: Amount.nullable(), missing: MissingReason.nullable() }),
    /** (value − previous) / |previous|; null when there is nothing to compare with. */
    change: Amount.nullable(),
  })
  .openapi('Kpi');

export const BasisDay = z
  .object({
    day: Day,
    /** Latest ad-metric day over enabled ad connectors, else latest order day, else today in the shop's timezone. */
    source: z.enum(['ad_metrics', 'orders', 'clock']),
    days_behind: z.int(),
    state: DataState,
  })
  .openapi('BasisDay');

export const DailyPoint = z
  .object({
    day: Day,
    state: DataState,
    revenue: Amount.nullable(),
    orders: z.int().nullable(),
    refunds: Amount.nullable(),
    ad_spend: Amount.nullable(),
    platform_conversion_value: Amount.nullable(),
    mer: Amount.nullable(),
    roas: Amount.nullable(),
  })
  .openapi('DailyPoint');

/** A campaign or ad set over the range. Sums of its days; ratios are computed from the sums. Amounts in the account's currency. */
export const AdPerformance = z
  .object({
    connector_id: ConnectorId,
    platform: z.string(),
    entity_id: z.string(),
    campaign_id: z.string().nullable(),
    campaign_name: z.string().nullable(),
    name: z.string(),
    effective_status: z.string().nullable(),
    daily_budget: Amount.nullable(),
    currency: CurrencyCode,
    spend: Amount,
    impressions: z.int(),
    clicks: z.int(),
    conversions: Amount.nullable(),
    conversion_value: Amount.nullable(),
    /** clicks / impressions. */
    ctr: Amount.nullable(),
    /** spend / clicks. */
    cpc: Amount.nullable(),
    roas: Amount.nullable(),
  })
  .openapi('AdPerformance');

export const RecentOrder = z
  .object({
    connector_id: ConnectorId,
    platform: z.string(),
    order_id: z.string(),
    name: z.string(),
    created_at: Instant,
    order_day: Day,
    total: Amount,
    current_total: Amount.nullable(),
    currency: CurrencyCode,
    financial_status: z.string().nullable(),
    fulfillment_status: z.string().nullable(),
    is_test: z.boolean(),
    is_cancelled: z.boolean(),
    items: z.int().nullable(),
    first_item: z.string().nullable(),
    utm_campaign: z.string().nullable(),
    new_customer: z.boolean().nullable(),
  })
  .openapi('RecentOrder');

/** A past day's figure that a platform changed after it was first read. */
export const Restatement = z
  .object({
    day: Day,
    platform: z.string(),
    metric: z.enum(['ad_spend', 'platform_conversion_value']),
    was: Amount,
    now: Amount,
    currency: CurrencyCode,
    observed_at: Instant,
  })
  .openapi('Restatement');

export const MetricsQuery = z.object({
  from: AskedDay.optional().openapi({
    description: 'First day, inclusive, in the shop’s timezone. Default: six days before `to`.',
  }),
  to: AskedDay.optional().openapi({ description: 'Last day, inclusive. Default: the basis day.' }),
});

export const ShopMetrics = z
  .object({
    shop: z.object({
      id: ShopId,
      name: z.string(),
      currency: CurrencyCode,
      timezone: z.string(),
      is_demo: z.boolean(),
    }),
    range: z.object({ from: Day, to: Day }),
    previous_range: z.object({ from: Day, to: Day }),
    basis_day: BasisDay,
    freshness: Freshness,
    kpis: z.object(
      Object.fromEntries(KPI_NAMES.map((name) => [name, Kpi])) as Record<
        (typeof KPI_NAMES)[number],
        typeof Kpi
      >,
    ),
    daily: z.array(DailyPoint),
    top_campaigns: z.array(AdPerformance),
    top_adsets: z.array(AdPerformance),
    recent_orders: z.array(RecentOrder),
    restatements: z.array(Restatement),
    /** Data problems the reader must know: ledger residuals, missing rates, excluded orders. */
    notes: z.array(z.object({ code: z.string(), message: z.string(), count: z.int().nullable() })),
  })
  .openapi('ShopMetrics');
