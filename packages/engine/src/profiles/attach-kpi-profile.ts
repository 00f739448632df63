import { AppError, type EntityLevel } from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import { refuseMcp } from '../access/refuse-mcp.ts';
import { requireShop } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { loadConnector } from '../connectors/connector-record.ts';
import type { EngineContext } from '../context.ts';
import { type AdEntityView, loadEntity } from './list-entities.ts';
import { loadProfiles } from './load-profiles.ts';

export interface AttachKpiProfileInput {
  shopId: string;
  connectorId: string;
  level: EntityLevel;
  /** As the platform calls the object. */
  entityId: string;
  /** null: it takes its parent's profile again. */
  profileKey: string | null;
}

/**
 * Says what an ad object is for; what lies below it and has no profile of its own takes it too.
 * @returns the object with the profile that holds now
 * @throws AppError `not_found` for an object or a profile the shop does not have, `forbidden`
 */
export async function attachKpiProfile(
  ctx: EngineContext,
  input: AttachKpiProfileInput,
): Promise<AdEntityView> {
  refuseMcp(ctx.actor);
  return await withSystem(ctx.db, async (trx) => {
    await requireShop(trx, ctx.actor, input.shopId, 'manage');
    await loadConnector(trx, input);
    const entity = await loadEntity(trx, input);
    await requireProfile(trx, input.shopId, input.profileKey);
    const before = await store(trx, ctx, input);
    if (before === input.profileKey) return entity;
    await recordAudit(trx, ctx, {
      action: 'kpi_profile.attach',
      shopId: input.shopId,
      targetType: input.level,
      targetId: input.entityId,
      before: { connector_id: input.connectorId, profile_key: before },
      after: { connector_id: input.connectorId, profile_key: input.profileKey },
    });
    return await loadEntity(trx, input);
  });
}

async function requireProfile(trx: Trx, shopId: string, key: string | null): Promise<void> {
  if (key === null) return;
  const profiles = await loadProfiles(trx, shopId);
  if (!profiles.has(key)) {
    throw new AppError(
      'not_found',
      `This shop has no KPI profile ${key.slice(0, 40)}; it has ${[...profiles.keys()].join(', ')}`,
    );
  }
}

/** Stores or removes the attachment; returns what was attached before. */
async function store(
  trx: Trx,
  ctx: EngineContext,
  { shopId, connectorId, level, entityId, profileKey }: AttachKpiProfileInput,
): Promise<string | null> {
  const existing = await trx
    .selectFrom('app_dashboard.entity_kpi_profiles')
    .select('profile_key')
    .where('shop_id', '=', shopId)
    .where('connector_id', '=', connectorId)
    .where('level', '=', level)
    .where('entity_id', '=', entityId)
    .forUpdate()
    .executeTakeFirst();
  if (profileKey === null) {
    await trx
      .deleteFrom('app_dashboard.entity_kpi_profiles')
      .where('shop_id', '=', shopId)
      .where('connector_id', '=', connectorId)
      .where('level', '=', level)
      .where('entity_id', '=', entityId)
      .execute();
  } else {
    const row = { profile_key: profileKey, attached_by: ctx.actor.id, attached_at: ctx.now() };
    await trx
      .insertInto('app_dashboard.entity_kpi_profiles')
      .values({
        shop_id: shopId,
        connector_id: connectorId,
        level,
        entity_id: entityId,
        ...row,
      })
      .onConflict((conflict) =>
        conflict.columns(['shop_id', 'connector_id', 'level', 'entity_id']).doUpdateSet(row),
      )
      .execute();
  }
  return existing?.profile_key ?? null;
}
