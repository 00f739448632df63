import type { EntityLevel, EntityRow, MetricsDailyRow } from '@commerce/core';

export const MEMORY_LEVEL: EntityLevel = 'campaign';

/** One campaign on one day with nothing said but its spend. */
export function metricsRow(
  id: string,
  day: string,
  spend: string,
  currency: string,
): MetricsDailyRow {
  return {
    level: MEMORY_LEVEL,
    entity_id: id,
    day,
    campaign_id: id,
    adset_id: null,
    entity_name: `Campaign ${id}`,
    currency,
    vat_basis: 'excl',
    attribution_setting: null,
    spend,
    impressions: 100,
    reach: null,
    frequency: null,
    clicks: 10,
    link_clicks: null,
    landing_page_views: null,
    add_to_cart: null,
    initiate_checkout: null,
    leads: null,
    conversions: null,
    conversion_value: null,
    conversion_action: null,
    metrics_json: null,
  };
}

export function entityRow(id: string): EntityRow {
  return {
    level: MEMORY_LEVEL,
    external_id: id,
    parent_id: null,
    campaign_id: id,
    name: `Campaign ${id}`,
    status: 'ACTIVE',
    effective_status: 'ACTIVE',
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
    attributes: null,
  };
}
