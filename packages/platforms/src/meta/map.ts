import type { EntityLevel, JsonObject, JsonValue, MetricsDailyRow } from '@commerce/core';
import { actionValue, countLeads, pickType } from './action-types.ts';
import { decimal } from './decimals.ts';
import type { InsightsWire } from './schemas.ts';

export type InsightsLevel = Extract<EntityLevel, 'account' | 'campaign' | 'adset' | 'ad'>;
export const INSIGHTS_LEVELS: readonly InsightsLevel[] = ['account', 'campaign', 'adset', 'ad'];

/** What else a row's meaning depends on. */
export interface InsightsContext {
  level: InsightsLevel;
  /** `auto` or one action type, from the connector's config. */
  purchaseAction: string;
  /**
   * Fields that were asked for: only these can be absent because they are zero. `actions` stands for all
   * of its goals, `actions:purchase` for one (a file has columns for some only).
   */
  asked: ReadonlySet<string>;
  /** The account that was asked, for rows that do not repeat it. */
  account: { id: string; currency: string | null };
}

/** Stable id of a row: the same object and day is the same record, however often it is read. */
export function insightsId({ level, entity_id, day }: MetricsDailyRow): string {
  return `${level}|${entity_id}|${day}`;
}

/**
 * One insights row as a metrics row. Spend and values: account currency, major units, without VAT: Meta
 * adds it only when billing (common knowledge of Korean invoices; its API pages do not state it). Days are
 * the ad account's. Meta leaves zero keys out, so spend, impressions and clicks absent from a row that exists
 * are 0. Conversions absent are 0 only where one attribution setting holds (always at ad level, above it
 * when the row names one); otherwise Meta left them out because the objects below differ: null. Reports
 * take each metric from the coarsest level that has it. Reach and frequency hold for this row only and
 * must never be summed. `entity_id` and `currency` are empty where nobody names them. Purchases come from one action type, named in `conversion_action`.
 */
export function mapInsights(wire: InsightsWire, context: InsightsContext): MetricsDailyRow {
  const { level, asked } = context;
  const zero = (field: string) => (asked.has(field) ? 0 : null);
  return {
    level,
    entity_id: entityId(wire, context),
    day: wire.date_start,
    campaign_id: wire.campaign_id ?? null,
    adset_id: wire.adset_id ?? null,
    entity_name: entityName(wire, level),
    currency: wire.account_currency ?? context.account.currency ?? '',
    vat_basis: 'excl',
    attribution_setting: wire.attribution_setting ?? null,
    spend: wire.spend === undefined ? (asked.has('spend') ? '0' : null) : decimal(wire.spend),
    impressions: wire.impressions ?? zero('impressions'),
    reach: wire.reach ?? null,
    frequency: wire.frequency === undefined ? null : decimal(wire.frequency, 6),
    clicks: wire.clicks ?? zero('clicks'),
    link_clicks: wire.inline_link_clicks ?? zero('inline_link_clicks'),
    ...conversions(wire, context),
    metrics_json: remaining(wire),
  };
}

type Conversions = Pick<
  MetricsDailyRow,
  | 'landing_page_views'
  | 'add_to_cart'
  | 'initiate_checkout'
  | 'leads'
  | 'conversions'
  | 'conversion_value'
  | 'conversion_action'
>;

function conversions(wire: InsightsWire, context: InsightsContext): Conversions {
  const { actions, action_values: values } = wire;
  const complete = oneSetting(wire, context.level);
  const absent = (goal: string) =>
    complete && (context.asked.has('actions') || context.asked.has(`actions:${goal}`)) ? '0' : null;
  const count = (goal: 'add_to_cart' | 'initiate_checkout') => {
    const type = pickType(goal, actions);
    return amount(type === null ? null : actionValue(actions, type)) ?? absent(goal);
  };
  const type =
    pickType('purchase', actions, context.purchaseAction) ??
    pickType('purchase', values, context.purchaseAction);
  const views = actionValue(actions, 'landing_page_view') ?? absent('landing_page_view');
  const counted = amount(type === null ? null : actionValue(actions, type));
  const valued = amount(type === null ? null : actionValue(values, type));
  // Value under another purchase type alone says nothing about the one that was counted.
  const elsewhere = pickType('purchase', values, context.purchaseAction) !== null;
  const measured = counted !== null ? (elsewhere ? null : '0') : absent('purchase');
  return {
    landing_page_views: views === null ? null : Math.trunc(Number(views)),
    add_to_cart: count('add_to_cart'),
    initiate_checkout: count('initiate_checkout'),
    leads: countLeads(actions) ?? absent('leads'),
    conversions: counted ?? absent('purchase'),
    conversion_value: context.asked.has('action_values') ? (valued ?? measured) : null,
    conversion_action: type,
  };
}

function amount(value: string | null): string | null {
  return value === null ? null : decimal(value);
}

/** A name like `7d_click_1d_view`; differing settings below are reported as anything else. */
const ONE_SETTING = /^(?:\d+d_(?:click|view|ev)_?)+$/;

function oneSetting(wire: InsightsWire, level: InsightsLevel): boolean {
  return level === 'ad' || ONE_SETTING.test(wire.attribution_setting ?? '');
}

function entityId(wire: InsightsWire, { level, account }: InsightsContext): string {
  return level === 'account' ? (wire.account_id ?? account.id) : (wire[`${level}_id`] ?? '');
}

function entityName(wire: InsightsWire, level: InsightsLevel): string | null {
  return wire[`${level}_name`] ?? null;
}

/** Fields with a column of their own; everything else stays readable in `metrics_json`. */
const COLUMNS = new Set(
  [
    'account_id account_name account_currency campaign_id campaign_name adset_id adset_name ad_id ad_name',
    'attribution_setting date_start date_stop spend impressions reach frequency clicks inline_link_clicks',
  ].flatMap((names) => names.split(' ')),
);

function remaining(wire: InsightsWire): JsonObject {
  const rest = Object.entries(wire).filter(
    ([name, value]) => !COLUMNS.has(name) && value !== undefined,
  );
  return Object.fromEntries(rest) as Record<string, JsonValue>;
}
