import { AppError, type EntityLevel, formatAmount, parseAmount } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';
import { isRowId, requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import { type Attachment, profileLookup } from './attachments.ts';
import { type EntityPosition, readEntityCursor, writeEntityCursor } from './entity-cursor.ts';
import { loadProfiles, type Profiles } from './load-profiles.ts';

export interface ListEntitiesInput {
  shopId: string;
  connectorId?: string | undefined;
  level?: EntityLevel | undefined;
  /** Part of a name, or a whole id. */
  search?: string | undefined;
  /** 1 to 100; default 50. */
  limit?: number | undefined;
  cursor?: string | null | undefined;
}

/** An ad object as it is now. Budgets in `currency`, major units. */
export interface AdEntityView {
  shop_id: string;
  connector_id: string;
  platform: string;
  level: EntityLevel;
  entity_id: string;
  name: string;
  parent_id: string | null;
  campaign_id: string | null;
  status: string | null;
  effective_status: string | null;
  daily_budget: string | null;
  lifetime_budget: string | null;
  currency: string | null;
  objective: string | null;
  /** Attached to the object itself. */
  own_profile: string | null;
  /** What holds: its own, else its parent's, else the default. */
  profile: string;
}

/**
 * A shop's ad objects with their KPI profiles: accounts, campaigns, ad sets, ads, keywords, each by name.
 * Objects of accounts that are switched off are left out.
 * @throws AppError `not_found`, `invalid_input` for a cursor of something else
 */
export async function listEntities(
  ctx: EngineContext,
  input: ListEntitiesInput,
): Promise<{ items: AdEntityView[]; next_cursor: string | null }> {
  await requireShop(ctx.db, ctx.actor, input.shopId, 'read');
  if (input.connectorId !== undefined && !isRowId(input.connectorId)) {
    throw new AppError('not_found', 'There is no such connector in this shop');
  }
  const limit = Math.min(100, Math.max(1, input.limit ?? 50));
  const after = input.cursor ? readEntityCursor(input.cursor) : null;
  return await readAsActor(ctx, async (trx) => {
    const profiles = await loadProfiles(trx, input.shopId);
    const { rows } = await entitiesQuery(input, after, limit + 1).execute(trx);
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return {
      items: page.map((row) => toView(input.shopId, profiles, row)),
      next_cursor: rows.length > limit && last ? writeEntityCursor(last) : null,
    };
  });
}

/**
 * One ad object by its id.
 * @throws AppError `not_found`
 */
export async function loadEntity(
  trx: Trx,
  key: { shopId: string; connectorId: string; level: EntityLevel; entityId: string },
): Promise<AdEntityView> {
  const profiles = await loadProfiles(trx, key.shopId);
  const { rows } = await entitiesQuery(key, null, 1).execute(trx);
  if (!rows[0]) throw new AppError('not_found', `This account has no ${key.level} with that id`);
  return toView(key.shopId, profiles, rows[0]);
}

type Row = Omit<AdEntityView, 'shop_id' | 'own_profile' | 'profile'> &
  EntityPosition & {
    /** Attached to the object, its ad set, its campaign and its account. */
    attached: Attachment[] | null;
  };

function toView(shopId: string, profiles: Profiles, row: Row): AdEntityView {
  const { rank: _rank, start: _start, attached, ...facts } = row;
  const { profile, own } = profileLookup(
    profiles,
    attached ?? [],
  )({
    level: row.level,
    id: row.entity_id,
    parentId: row.parent_id,
    campaignId: row.campaign_id,
  });
  return {
    ...facts,
    shop_id: shopId,
    daily_budget: plain(row.daily_budget),
    lifetime_budget: plain(row.lifetime_budget),
    own_profile: own,
    profile: profile.key,
  };
}

const plain = (amount: string | null): string | null =>
  amount === null ? null : formatAmount(parseAmount(amount));

const entitiesQuery = (
  { shopId, connectorId, level, search, entityId }: ListEntitiesInput & { entityId?: string },
  after: EntityPosition | null,
  limit: number,
) => sql<Row>`
  with objects as (
    select connector_id, level, external_id, name, parent_id, campaign_id, status, effective_status,
      daily_budget, lifetime_budget, currency, objective
    from core_warehouse.entities where shop_id = ${shopId}::uuid
    union all
    -- An account of which only files are read describes no objects, but is one itself.
    select c.id, 'account', c.external_account_id, c.name, null, null, null, null, null, null, c.currency, null
    from app_dashboard.connectors c
    where c.shop_id = ${shopId}::uuid and c.kind = 'ads' and not exists (
      select from core_warehouse.entities e
      where e.shop_id = c.shop_id and e.connector_id = c.id and e.level = 'account')
  ),
  listed as (
    select e.connector_id, c.platform, e.level, e.external_id as entity_id, e.name, e.parent_id, e.campaign_id,
      e.status, e.effective_status, e.daily_budget, e.lifetime_budget, coalesce(e.currency, c.currency) as currency,
      e.objective, array_position(array['account', 'campaign', 'adset', 'ad', 'keyword'], e.level) as rank,
      left(e.name, 24) as start
    from objects e
    join app_dashboard.connectors c on c.shop_id = ${shopId}::uuid and c.id = e.connector_id
    where c.status <> 'disabled'
      and (${connectorId ?? null}::uuid is null or e.connector_id = ${connectorId ?? null}::uuid)
      and (${level ?? null}::text is null or e.level = ${level ?? null})
      and (${entityId ?? null}::text is null or e.external_id = ${entityId ?? null})
      and (${search ?? null}::text is null or e.external_id = ${search ?? null}
        or strpos(lower(e.name), lower(${search ?? null}::text)) > 0)
  ),
  page as (
    select * from listed
    where ${after === null}::boolean or (rank, start, connector_id, entity_id) >
      (${after?.rank ?? null}::integer, ${after?.start ?? null}::text, ${after?.connector_id ?? null}::uuid, ${after?.entity_id ?? null}::text)
    order by rank, start, connector_id, entity_id
    limit ${limit}
  )
  select p.*, (
    select jsonb_agg(jsonb_build_object('level', a.level, 'entity_id', a.entity_id, 'profile_key', a.profile_key))
    from app_dashboard.entity_kpi_profiles a
    where a.shop_id = ${shopId}::uuid and a.connector_id = p.connector_id
      and (a.level = 'account' or a.entity_id in (p.entity_id, p.parent_id, p.campaign_id))
  ) as attached
  from page p
  order by rank, start, connector_id, entity_id`;
