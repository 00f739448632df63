import { actionList, roasList, videoList } from './actions.ts';
import { platformTime } from './days.ts';
import type { Account, Entity } from './entities.ts';
import type { InsightsQuery } from './insights-query.ts';
import { majorUnits, ratio } from './money.ts';
import type { Period } from './periods.ts';
import { currencyOffset } from './money.ts';
import { reach, type Totals } from './totals.ts';

export type Row = Record<string, unknown>;

interface RowSubject {
  period: Period;
  entity: Entity | null;
}

/** One insights row: the requested fields, numbers as strings, keys without a value left out. */
export function renderRow(query: InsightsQuery, subject: RowSubject, totals: Totals): Row {
  const row: Row = {};
  const metrics = metricFields(query.account, totals);
  const dimensions = dimensionFields(query, subject, totals);
  for (const field of query.fields) {
    const value = dimensions[field] ?? metrics[field] ?? listField(field, query, totals, subject);
    if (value !== undefined) row[field] = value;
  }
  row['date_start'] = subject.period.since;
  row['date_stop'] = subject.period.until;
  return row;
}

function dimensionFields(query: InsightsQuery, subject: RowSubject, totals: Totals) {
  const { account } = query;
  const { entity } = subject;
  const ad = entity?.kind === 'ad' ? entity : undefined;
  const adset = entity?.kind === 'adset' ? entity : ad && account.adsets.get(ad.adsetId);
  const owner = adset ?? entity;
  const campaign =
    entity && account.campaigns.get(owner?.kind === 'adset' ? owner.campaignId : entity.id);
  const settings = [...totals.attributions];
  const dimensions: Record<string, string | undefined> = {
    account_id: account.id,
    account_name: account.name,
    account_currency: account.currency,
    campaign_id: campaign?.id,
    campaign_name: campaign?.name,
    adset_id: adset?.id,
    adset_name: adset?.name,
    ad_id: ad?.id,
    ad_name: ad?.name,
    objective: campaign?.objective,
    optimization_goal: adset?.optimizationGoal,
    buying_type: campaign ? 'AUCTION' : undefined,
    attribution_setting: settings.length > 1 ? 'mixed' : settings[0],
    created_time: entity
      ? platformTime(entity.createdAt, account.timezone).slice(0, 10)
      : undefined,
    updated_time: entity
      ? platformTime(entity.updatedAt, account.timezone).slice(0, 10)
      : undefined,
    ...(ad
      ? {
          quality_ranking: totals.impressions < 500 ? 'UNKNOWN' : 'AVERAGE',
          engagement_rate_ranking: totals.impressions < 500 ? 'UNKNOWN' : 'ABOVE_AVERAGE',
          conversion_rate_ranking: totals.impressions < 500 ? 'UNKNOWN' : 'AVERAGE',
        }
      : {}),
  };
  return dimensions;
}

function metricFields(account: Account, totals: Totals): Record<string, string | undefined> {
  const offset = BigInt(currencyOffset(account.currency));
  const people = reach(totals);
  const unique = (n: number) => Math.ceil((n * people) / Math.max(1, totals.impressions));
  const uniqueClicks = unique(totals.clicks);
  const uniqueLinkClicks = unique(totals.linkClicks);
  const cost = (count: number, per = 1n) =>
    count > 0 && totals.spend > 0n ? ratio(totals.spend * per, BigInt(count) * offset) : undefined;
  const percent = (part: number, whole: number) =>
    part > 0 && whole > 0 ? ratio(BigInt(part) * 100n, BigInt(whole)) : undefined;
  return {
    impressions: whole(totals.impressions),
    reach: whole(people),
    frequency: people > 0 ? ratio(BigInt(totals.impressions), BigInt(people)) : undefined,
    clicks: whole(totals.clicks),
    inline_link_clicks: whole(totals.linkClicks),
    inline_post_engagement: whole(totals.postEngagement),
    unique_clicks: whole(uniqueClicks),
    unique_inline_link_clicks: whole(uniqueLinkClicks),
    spend: totals.spend > 0n ? majorUnits(totals.spend, account.currency) : undefined,
    cpc: cost(totals.clicks),
    cpm: cost(totals.impressions, 1000n),
    cpp: cost(people, 1000n),
    cost_per_unique_click: cost(uniqueClicks),
    cost_per_inline_link_click: cost(totals.linkClicks),
    cost_per_unique_inline_link_click: cost(uniqueLinkClicks),
    cost_per_inline_post_engagement: cost(totals.postEngagement),
    ctr: percent(totals.clicks, totals.impressions),
    unique_ctr: percent(uniqueClicks, people),
    inline_link_click_ctr: percent(totals.linkClicks, totals.impressions),
    unique_inline_link_click_ctr: percent(uniqueLinkClicks, people),
    unique_link_clicks_ctr: percent(uniqueLinkClicks, people),
  };
}

function listField(field: string, query: InsightsQuery, totals: Totals, subject: RowSubject) {
  if (field.startsWith('video_')) {
    return subject.entity?.kind === 'ad' && !subject.entity.video
      ? undefined
      : videoList(field, totals);
  }
  if (field.endsWith('purchase_roas')) return roasList(field, query, totals);
  return actionList(field, query, totals);
}

function whole(count: number): string | undefined {
  return count > 0 ? String(count) : undefined;
}
