import type { DayRange, EntityLevel, ReplayChange, ReplayEntity } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';
import { loadAttachments, profileLookup } from '../profiles/attachments.ts';
import { loadProfiles } from '../profiles/load-profiles.ts';

/** The ad objects of one account with their places in a replay. */
export interface EntityIndex {
  entities: readonly ReplayEntity[];
  /** The place of an object, if it is among them. */
  find(level: EntityLevel, id: string): number | undefined;
  /** The same; one that only its figures tell of (an imported file describes none) is added. */
  indexOf(
    level: EntityLevel,
    object: {
      entity_id: string;
      name?: string | null;
      campaign_id?: string | null;
      adset_id?: string | null;
    },
  ): number;
}

interface AccountKey {
  shopId: string;
  connectorId: string;
}

type Row = {
  level: EntityLevel;
  id: string;
  name: string;
  parent_id: string | null;
  campaign_id: string | null;
  status: string | null;
  effective_status: string | null;
  daily_budget: number | null;
  lifetime_budget: number | null;
  starts_at: Date | null;
  ends_at: Date | null;
  objective: string | null;
  created_at: Date | null;
  first_observed_at: Date | null;
  facts: Record<string, string | null>;
};

/**
 * The objects of the levels as they are now, with their effective KPI profiles. Removed ones only where they have
 * figures on these days or were still there.
 */
export async function loadEntities(
  trx: Trx,
  key: AccountKey,
  levels: readonly EntityLevel[],
  days: DayRange,
): Promise<EntityIndex> {
  const { rows } = await sql<Row>`
    select e.level, e.external_id as id, e.name, e.parent_id, e.campaign_id, e.status, e.effective_status,
      (e.daily_budget * 10000)::bigint as daily_budget, (e.lifetime_budget * 10000)::bigint as lifetime_budget,
      e.starts_at, e.ends_at, e.objective, e.created_at, e.first_observed_at,
      jsonb_build_object(
        'campaign_name', c.name, 'keyword', e.attributes ->> 'keyword', 'match_type', e.attributes ->> 'match_type',
        'learning', e.attributes -> 'learning_stage_info' ->> 'status') as facts
    from core_warehouse.entities e
    left join core_warehouse.entities c on c.shop_id = e.shop_id and c.connector_id = e.connector_id
      and c.level = 'campaign' and c.external_id = e.campaign_id and e.level <> 'campaign'
    where e.shop_id = ${key.shopId}::uuid and e.connector_id = ${key.connectorId}::uuid and e.level = any (${levels}::text[])
      and (e.status is null or e.status not in ('ARCHIVED', 'DELETED') or exists (
        select from core_warehouse.metrics_daily m
        where m.shop_id = e.shop_id and m.connector_id = e.connector_id and m.level = e.level
          and m.entity_id = e.external_id and m.day between ${days.from}::date and ${days.to}::date)
        or exists (
        select from core_warehouse.entity_changes h
        where h.shop_id = e.shop_id and h.connector_id = e.connector_id and h.level = e.level
          and h.entity_id = e.external_id and h.field = 'status' and h.observed_at >= ${days.from}::date - 1))
    order by e.level, e.external_id`.execute(trx);
  const profiles = await loadProfiles(trx, key.shopId);
  const profileOf = profileLookup(profiles, await loadAttachments(trx, key));
  const entities: ReplayEntity[] = [];
  const places = new Map<string, number>();
  const add = (entity: Omit<ReplayEntity, 'profile'>): number => {
    places.set(placeKey(entity.level, entity.id), entities.length);
    return entities.push({ ...entity, profile: profileOf(entity).profile }) - 1;
  };
  for (const row of rows) {
    add({
      level: row.level,
      id: row.id,
      name: row.name,
      parentId: row.parent_id,
      campaignId: row.campaign_id,
      status: row.status,
      effectiveStatus: row.effective_status,
      dailyBudget: row.daily_budget,
      lifetimeBudget: row.lifetime_budget,
      startsAt: row.starts_at?.getTime() ?? null,
      endsAt: row.ends_at?.getTime() ?? null,
      objective: row.objective,
      createdAt: row.created_at?.getTime() ?? null,
      firstObservedAt: row.first_observed_at?.getTime() ?? null,
      facts: row.facts,
    });
  }
  const find = (level: EntityLevel, id: string) => places.get(placeKey(level, id));
  return {
    entities,
    find,
    indexOf(level, { entity_id: id, name, campaign_id, adset_id }) {
      const known = find(level, id);
      if (known !== undefined) return known;
      const campaignId = level === 'account' ? null : (campaign_id ?? null);
      return add({
        ...UNDESCRIBED,
        level,
        id,
        name: name ?? id,
        parentId: level === 'ad' || level === 'keyword' ? (adset_id ?? null) : campaignId,
        campaignId,
      });
    },
  };
}

const placeKey = (level: EntityLevel, id: string): string => `${level}|${id}`;

const UNDESCRIBED = {
  status: null,
  effectiveStatus: null,
  dailyBudget: null,
  lifetimeBudget: null,
  startsAt: null,
  endsAt: null,
  objective: null,
  createdAt: null,
  firstObservedAt: null,
  facts: {},
} as const;

/** Changes of those objects that were noticed since an instant, in the order in which they were. */
export async function loadChanges(
  trx: Trx,
  key: AccountKey,
  since: Date,
  index: EntityIndex,
): Promise<ReplayChange[]> {
  const levels = [...new Set(index.entities.map(({ level }) => level))];
  const { rows } = await sql<{
    level: EntityLevel;
    entity_id: string;
    field: string;
    before: string | null;
    after: string | null;
    observed: string;
  }>`
    select level, entity_id, field, before, after, trim_scale(extract(epoch from observed_at) * 1000)::text as observed
    from core_warehouse.entity_changes
    where shop_id = ${key.shopId}::uuid and connector_id = ${key.connectorId}::uuid and level = any (${levels}::text[])
      and observed_at >= ${since}::timestamptz and field <> 'bid_amount'
    order by observed_at, id`.execute(trx);
  return rows.flatMap(({ level, entity_id, observed, ...change }) => {
    const entity = index.find(level, entity_id);
    return entity === undefined ? [] : [{ ...change, entity, observedAt: Number(observed) }];
  });
}
