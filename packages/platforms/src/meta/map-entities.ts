import type { EntityRow, JsonObject, JsonValue } from '@commerce/core';
import { currencyOffset, toMajor } from './minor-units.ts';
import type { AccountWire, AdsetWire, AdWire, CampaignWire, MinorAmount } from './schemas.ts';

/** Facts of the account that its objects do not repeat. */
export interface AccountContext {
  id: string;
  currency: string;
}

const EMPTY: Omit<EntityRow, 'level' | 'external_id' | 'name'> = {
  parent_id: null,
  campaign_id: null,
  status: null,
  effective_status: null,
  objective: null,
  optimization_goal: null,
  buying_type: null,
  bid_strategy: null,
  attribution_setting: null,
  currency: null,
  daily_budget: null,
  lifetime_budget: null,
  bid_amount: null,
  starts_at: null,
  ends_at: null,
  created_at: null,
  source_updated_at: null,
  attributes: {},
};

/** The ad account itself; `status` is Meta's number as text. */
export function mapAccount(wire: AccountWire): EntityRow {
  return {
    ...EMPTY,
    level: 'account',
    external_id: wire.account_id,
    name: wire.name,
    status: wire.account_status === undefined ? null : String(wire.account_status),
    currency: wire.currency,
    created_at: instant(wire.created_time),
    attributes: rest(wire, 'account_id name currency created_time account_status'),
  };
}

/** Budgets: account currency, major units; null where the ad sets hold the budget. */
export function mapCampaign(wire: CampaignWire, account: AccountContext): EntityRow {
  return {
    ...common(wire, account),
    ...money(wire, account),
    level: 'campaign',
    parent_id: account.id,
    campaign_id: wire.id,
    objective: wire.objective ?? null,
    buying_type: wire.buying_type ?? null,
    ends_at: instant(wire.stop_time),
    attributes: rest(wire, `${COMMON} ${MONEY} objective buying_type stop_time`),
  };
}

/** Budgets and bid: account currency, major units; null where the campaign holds the budget. */
export function mapAdset(wire: AdsetWire, account: AccountContext): EntityRow {
  return {
    ...common(wire, account),
    ...money(wire, account),
    level: 'adset',
    parent_id: wire.campaign_id,
    campaign_id: wire.campaign_id,
    optimization_goal: wire.optimization_goal ?? null,
    attribution_setting: settingName(wire.attribution_spec),
    bid_amount: major(wire.bid_amount, account),
    ends_at: instant(wire.end_time),
    attributes: rest(wire, `${COMMON} ${MONEY} campaign_id optimization_goal bid_amount end_time`),
  };
}

export function mapAd(wire: AdWire, account: AccountContext): EntityRow {
  return {
    ...common(wire, account),
    level: 'ad',
    parent_id: wire.adset_id,
    campaign_id: wire.campaign_id,
    attributes: rest(wire, `${COMMON} adset_id campaign_id`),
  };
}

const COMMON = 'id name status effective_status created_time updated_time';
const MONEY = 'daily_budget lifetime_budget bid_strategy start_time';

function common(wire: AdWire | AdsetWire | CampaignWire, account: AccountContext) {
  return {
    ...EMPTY,
    external_id: wire.id,
    name: wire.name,
    status: wire.status ?? null,
    effective_status: wire.effective_status ?? null,
    currency: account.currency,
    created_at: instant(wire.created_time),
    source_updated_at: instant(wire.updated_time),
  };
}

function money(wire: AdsetWire | CampaignWire, account: AccountContext) {
  return {
    bid_strategy: wire.bid_strategy ?? null,
    daily_budget: budget(wire.daily_budget, account),
    lifetime_budget: budget(wire.lifetime_budget, account),
    starts_at: instant(wire.start_time),
  };
}

/** Meta writes 0 for "no budget of this kind". */
function budget(amount: MinorAmount | undefined, account: AccountContext): string | null {
  return amount === undefined || /^0+$/.test(amount) ? null : major(amount, account);
}

function major(amount: MinorAmount | undefined, { currency }: AccountContext): string | null {
  return amount === undefined ? null : toMajor(amount, currencyOffset(currency));
}

const EVENTS: Readonly<Record<string, string>> = {
  CLICK_THROUGH: 'click',
  VIEW_THROUGH: 'view',
  ENGAGED_VIDEO_VIEW: 'ev',
};

function settingName(spec: AdsetWire['attribution_spec']): string | null {
  if (!spec?.length) return null;
  const parts = spec.map(
    (item) => `${item.window_days}d_${EVENTS[item.event_type] ?? item.event_type.toLowerCase()}`,
  );
  return parts.join('_');
}

/** `2026-11-19T09:30:00+0900` with the colon that ISO 8601 wants in the offset. */
export function instant(text: string | undefined): string | null {
  return text ? text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2') : null;
}

function rest(wire: Record<string, unknown>, known: string): JsonObject {
  const names = new Set(known.split(' '));
  const left = Object.entries(wire).filter(
    ([name, value]) => !names.has(name) && value !== undefined,
  );
  return Object.fromEntries(left) as Record<string, JsonValue>;
}
