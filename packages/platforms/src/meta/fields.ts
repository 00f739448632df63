import type { InsightsLevel } from './map.ts';

const EVERY_LEVEL = [
  ...['account_id', 'account_name', 'account_currency', 'date_start', 'date_stop'],
  ...['attribution_setting', 'spend', 'impressions', 'reach', 'frequency', 'clicks'],
  ...['inline_link_clicks', 'outbound_clicks', 'inline_post_engagement', 'actions'],
  ...['action_values', 'conversions', 'conversion_values', 'purchase_roas'],
  ...['video_play_actions', 'video_thruplay_watched_actions', 'video_p25_watched_actions'],
  ...['video_p50_watched_actions', 'video_p75_watched_actions', 'video_p100_watched_actions'],
];
const CAMPAIGN = ['campaign_id', 'campaign_name', 'objective', 'buying_type'];
const ADSET = [...CAMPAIGN, 'adset_id', 'adset_name', 'optimization_goal'];
const AD = [
  ...[...ADSET, 'ad_id', 'ad_name'],
  ...['quality_ranking', 'engagement_rate_ranking', 'conversion_rate_ranking'],
];

/** Insights fields asked for at each level. */
export const INSIGHTS_FIELDS: Readonly<Record<InsightsLevel, readonly string[]>> = {
  account: EVERY_LEVEL,
  campaign: [...EVERY_LEVEL, ...CAMPAIGN],
  adset: [...EVERY_LEVEL, ...ADSET],
  ad: [...EVERY_LEVEL, ...AD],
};

export const ACCOUNT_FIELDS =
  'account_id,name,account_status,disable_reason,currency,timezone_name,created_time,spend_cap';

const COMMON = 'id,name,status,effective_status,created_time,updated_time';
const BUDGET = 'daily_budget,lifetime_budget,budget_remaining,bid_strategy,start_time';

export const ENTITY_FIELDS = {
  campaigns: `${COMMON},${BUDGET},objective,buying_type,spend_cap,special_ad_categories,stop_time,smart_promotion_type`,
  adsets: `${COMMON},${BUDGET},campaign_id,bid_amount,billing_event,optimization_goal,attribution_spec,promoted_object,destination_type,learning_stage_info,end_time`,
  ads: `${COMMON},adset_id,campaign_id,creative{id},conversion_domain,preview_shareable_link`,
} as const;

const CAMPAIGN_LIVE = ['ACTIVE', 'PAUSED', 'IN_PROCESS', 'WITH_ISSUES'];
const ADSET_LIVE = [...CAMPAIGN_LIVE, 'CAMPAIGN_PAUSED'];
const AD_LIVE = [
  ...ADSET_LIVE,
  ...['ADSET_PAUSED', 'PENDING_REVIEW', 'DISAPPROVED', 'PREAPPROVED', 'PENDING_BILLING_INFO'],
];
const REMOVED = ['ARCHIVED', 'DELETED'];

/** Statuses an object can have; Meta hides the removed ones unless they are named. */
export const STATUSES = {
  campaign: { live: CAMPAIGN_LIVE, all: [...CAMPAIGN_LIVE, ...REMOVED] },
  adset: { live: ADSET_LIVE, all: [...ADSET_LIVE, ...REMOVED] },
  ad: { live: AD_LIVE, all: [...AD_LIVE, ...REMOVED] },
} as const;
