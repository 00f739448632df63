import { PROFILE_METRICS } from '@commerce/core';
import { z } from '@hono/zod-openapi';
import { Amount, ConnectorId, CurrencyCode, EntityId, EntityLevel, ShopId } from './primitives.ts';

export const ProfileKey = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,39}$/)
  .openapi('ProfileKey', { example: 'direct_purchase' });
export const ProfileMetric = z.enum(PROFILE_METRICS).openapi('ProfileMetric');
export const ProfileObjective = z
  .enum(['purchase', 'traffic', 'retargeting'])
  .openapi('ProfileObjective');
/** Decimal strings by metric; amounts in the account's currency. A metric without a target is only shown. */
export const ProfileTargets = z
  .partialRecord(ProfileMetric, Amount)
  .openapi('ProfileTargets', { type: 'object', example: { roas: '2.5', cpa: '12000' } });

/** What an ad object is for, and what is asked of it. */
export const KpiProfile = z
  .object({
    key: ProfileKey,
    name: z.string(),
    objective: ProfileObjective,
    /** Metrics that count for it, the first one most. */
    metrics: z.array(ProfileMetric).readonly(),
    targets: ProfileTargets,
    /** Comes with the product; a shop may give it its own targets. */
    built_in: z.boolean(),
  })
  .openapi('KpiProfile');

export const SaveKpiProfile = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    objective: ProfileObjective,
    targets: ProfileTargets.default({}),
  })
  .openapi('SaveKpiProfile');

/** null: take the parent's again. */
export const AttachKpiProfile = z
  .strictObject({ profile_key: ProfileKey.nullable() })
  .openapi('AttachKpiProfile');

/** An ad object as it is now. Budgets in `currency`, major units. */
export const AdEntity = z
  .object({
    shop_id: ShopId,
    connector_id: ConnectorId,
    platform: z.string(),
    level: EntityLevel,
    entity_id: z.string(),
    name: z.string(),
    parent_id: z.string().nullable(),
    campaign_id: z.string().nullable(),
    status: z.string().nullable(),
    effective_status: z.string().nullable(),
    daily_budget: Amount.nullable(),
    lifetime_budget: Amount.nullable(),
    currency: CurrencyCode.nullable(),
    objective: z.string().nullable(),
    /** Attached to the object itself. */
    own_profile: ProfileKey.nullable(),
    /** What holds: its own, else its parent's, else the default. */
    profile: ProfileKey,
  })
  .openapi('AdEntity');

export const EntitiesQuery = z.strictObject({
  connector_id: ConnectorId.optional(),
  level: EntityLevel.optional(),
  search: z.string().trim().min(1).max(100).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(300).optional(),
});

export const EntityParams = z.object({
  shop_id: ShopId,
  connector_id: ConnectorId,
  level: EntityLevel,
  entity_id: EntityId,
});
