import { localDay, platformTime, zoneOffset } from './days.ts';
import {
  type Account,
  type AdSet,
  type Ad,
  type Campaign,
  type Creative,
  type Entity,
  type EntityBase,
  type Timed,
  valueAt,
} from './entities.ts';
import { GraphError } from './errors.ts';
import { currencyOffset } from './money.ts';
import type { FieldTree } from './params.ts';
import type { SimState } from './state.ts';
import { configuredStatus, effectiveStatus } from './status.ts';

type Reader = (subtree: FieldTree) => unknown;
type Readers = Record<string, Reader>;

/** Picks the requested fields; the id always comes along, absent values leave no key. */
export function pick(readers: Readers, tree: FieldTree): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, subtree] of tree) {
    const reader = readers[name];
    if (!reader) {
      throw new GraphError({ code: 100, message: `Tried accessing nonexisting field (${name})` });
    }
    const value = reader(subtree);
    if (value !== undefined && value !== null) result[name] = value;
  }
  return { ...result, id: readers['id']?.(new Map()) };
}

export function renderEntity(state: SimState, account: Account, entity: Entity, tree: FieldTree) {
  if (entity.kind === 'campaign') return pick(campaignReaders(state, account, entity), tree);
  if (entity.kind === 'adset') return pick(adsetReaders(state, account, entity), tree);
  return pick(adReaders(state, account, entity), tree);
}

function commonReaders(state: SimState, account: Account, entity: Entity): Readers {
  const now = state.now();
  const time = (ms: number) => platformTime(ms, account.timezone);
  return {
    id: () => entity.id,
    account_id: () => account.id,
    name: () => entity.name,
    status: () => configuredStatus(entity, now),
    configured_status: () => configuredStatus(entity, now),
    effective_status: () =>
      changedWithin(entity, now, state.settings.effectiveStatusLagMs)
        ? 'IN_PROCESS'
        : effectiveStatus(account, entity, now),
    created_time: () => time(entity.createdAt),
    updated_time: () => time(lastChange(entity, now)),
    issues_info: () => undefined,
  };
}

function changedWithin(entity: EntityBase, now: number, lag: number): boolean {
  return lag > 0 && entity.status.some(({ at }) => at > 0 && at <= now && now - at < lag);
}

function lastChange(entity: EntityBase, now: number): number {
  const changes = entity.status.map(({ at }) => at).filter((at) => at <= now);
  return Math.max(entity.updatedAt, ...changes);
}

function budgetReaders(state: SimState, account: Account, item: Campaign | AdSet): Readers {
  const now = state.now();
  const spent = (from: string) =>
    state.spentSince(account, from, (ad) => [ad.adsetId, ad.campaignId].includes(item.id));
  const remaining = () => {
    const today = localDay(now, account.timezone);
    const opened = localDay(account.createdAt, account.timezone);
    const budget = item.lifetimeBudget ?? daily(item.dailyBudget);
    if (budget === undefined) return undefined;
    const left = budget - spent(item.lifetimeBudget === null ? today : opened);
    return left > 0n ? left : 0n;
  };
  const daily = (timeline: Timed<bigint>[]) => valueAt(timeline, now);
  return {
    daily_budget: () => text(item.lifetimeBudget === null ? daily(item.dailyBudget) : null),
    lifetime_budget: () => text(item.lifetimeBudget),
    budget_remaining: () => text(remaining()),
    bid_strategy: () => (item.dailyBudget.length > 0 ? item.bidStrategy : undefined),
    end_time: () => (item.endAt === null ? undefined : platformTime(item.endAt, account.timezone)),
    start_time: () => platformTime(account.createdAt, account.timezone),
  };
}

function campaignReaders(state: SimState, account: Account, campaign: Campaign): Readers {
  return {
    ...commonReaders(state, account, campaign),
    ...budgetReaders(state, account, campaign),
    stop_time: () =>
      campaign.endAt === null ? undefined : platformTime(campaign.endAt, account.timezone),
    objective: () => campaign.objective,
    buying_type: () => 'AUCTION',
    spend_cap: () => text(campaign.spendCap),
    special_ad_categories: () => [],
    is_adset_budget_sharing_enabled: () => false,
    smart_promotion_type: () => 'GUIDED_CREATION',
  };
}

function adsetReaders(state: SimState, account: Account, adset: AdSet): Readers {
  const campaign = account.campaigns.get(adset.campaignId);
  return {
    ...commonReaders(state, account, adset),
    ...budgetReaders(state, account, adset),
    campaign_id: () => adset.campaignId,
    campaign: (tree) => campaign && renderEntity(state, account, campaign, tree),
    bid_amount: () => (adset.bidAmount === null ? undefined : Number(adset.bidAmount)),
    bid_strategy: () => (adset.dailyBudget.length > 0 ? adset.bidStrategy : campaign?.bidStrategy),
    billing_event: () => 'IMPRESSIONS',
    optimization_goal: () => adset.optimizationGoal,
    attribution_spec: () => attributionSpec(adset),
    promoted_object: () =>
      adset.optimizationGoal === 'OFFSITE_CONVERSIONS'
        ? { pixel_id: `77${account.id}`, custom_event_type: 'PURCHASE' }
        : undefined,
    targeting: () => ({ geo_locations: { countries: [account.profile.country] } }),
    destination_type: () => 'WEBSITE',
    learning_stage_info: () => learning(state, adset),
  };
}

function learning(state: SimState, adset: AdSet) {
  const days = (state.now() - adset.lastSignificantEdit) / 86_400_000;
  return {
    status: days < 7 ? 'LEARNING' : 'SUCCESS',
    conversions: Math.min(50, Math.floor(days * 8)),
    last_sig_edit_ts: Math.floor(adset.lastSignificantEdit / 1000),
  };
}

function attributionSpec(adset: AdSet) {
  const click = adset.attribution === '1d_click' ? 1 : 7;
  return [
    { event_type: 'CLICK_THROUGH', window_days: click },
    ...(adset.attribution === '7d_click_1d_view'
      ? [{ event_type: 'VIEW_THROUGH', window_days: 1 }]
      : []),
  ];
}

function adReaders(state: SimState, account: Account, ad: Ad): Readers {
  const creative = account.creatives.get(ad.creativeId);
  const adset = account.adsets.get(ad.adsetId);
  const campaign = account.campaigns.get(ad.campaignId);
  return {
    ...commonReaders(state, account, ad),
    adset_id: () => ad.adsetId,
    campaign_id: () => ad.campaignId,
    adset: (tree) => adset && renderEntity(state, account, adset, tree),
    campaign: (tree) => campaign && renderEntity(state, account, campaign, tree),
    creative: (tree) => creative && pick(creativeReaders(creative), tree),
    ad_review_feedback: () => undefined,
    tracking_specs: () => [
      { 'action.type': ['offsite_conversion'], fb_pixel: [`77${account.id}`] },
    ],
    conversion_domain: () => account.profile.domain,
    preview_shareable_link: () => `https://fb.me/${ad.id}`,
  };
}

export function creativeReaders(creative: Creative): Readers {
  return {
    id: () => creative.id,
    account_id: () => creative.accountId,
    name: () => creative.name,
    title: () => creative.title,
    body: () => creative.body,
    call_to_action_type: () => 'SHOP_NOW',
    link_url: () => creative.linkUrl,
    url_tags: () => creative.urlTags,
    status: () => 'ACTIVE',
    image_url: () => undefined,
    image_hash: () => undefined,
    thumbnail_url: () => undefined,
    video_id: () => undefined,
    object_story_spec: () => ({
      page_id: `55${creative.accountId}`,
      link_data: { link: creative.linkUrl, message: creative.body },
    }),
    asset_feed_spec: () => undefined,
    effective_object_story_id: () => `55${creative.accountId}_${creative.id.slice(-6)}`,
  };
}

export function accountReaders(state: SimState, account: Account): Readers {
  const offset = currencyOffset(account.currency);
  return {
    id: () => `act_${account.id}`,
    account_id: () => account.id,
    name: () => account.name,
    account_status: () => account.status,
    disable_reason: () => 0,
    currency: () => account.currency,
    timezone_name: () => account.timezone,
    timezone_id: () => 1,
    timezone_offset_hours_utc: () => zoneOffset(state.now(), account.timezone) / 3_600_000,
    amount_spent: () =>
      String(state.spentSince(account, localDay(account.createdAt, account.timezone), () => true)),
    balance: () => '0',
    spend_cap: () => '0',
    min_daily_budget: () => minimumDailyBudget(account),
    attribution_spec: () => [
      { event_type: 'CLICK_THROUGH', window_days: 7 },
      { event_type: 'VIEW_THROUGH', window_days: 1 },
    ],
    business: () => ({ id: account.businessId, name: account.name }),
    user_tasks: () => ['ANALYZE', 'ADVERTISE', 'DRAFT'],
    funding_source_details: () => ({ id: `66${account.id}`, type: offset === 1 ? 1 : 20 }),
    created_time: () => platformTime(account.createdAt, account.timezone),
  };
}

const MINIMUM_MAJOR: Record<string, number> = { KRW: 1400, JPY: 150, USD: 1, EUR: 1 };

/** Smallest daily budget, in minor units. */
export function minimumDailyBudget(account: Account): number {
  return (MINIMUM_MAJOR[account.currency] ?? 1) * currencyOffset(account.currency);
}

function text(value: bigint | null | undefined): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}
