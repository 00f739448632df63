import { z } from '@hono/zod-openapi';
import { Amount, CurrencyCode, EntityId, Instant, ShopId } from './primitives.ts';
import { ActionKind } from './proposals.ts';

const Limit = z.string().regex(/^\d{1,15}(\.\d{1,4})?$/);
const limits = {
  allowed_kinds: z.array(ActionKind),
  /** Ids of objects that are never touched, with everything in them. */
  never_touch: z.array(EntityId).max(1000),
  /** Writes of a day of the account's timezone. */
  max_actions_per_day: z.int().min(0).max(10_000),
};

/** Limits of live writes on accounts of one platform and currency. Amounts in that currency, major units. */
export const Cap = z
  .object({
    platform: z.string(),
    currency: CurrencyCode,
    ...limits,
    /** Of one budget change, and of one object's changes of a day together, in either direction; 20 = 20 %. */
    max_change_percent: Amount,
    /** Ceiling of one object's daily budget. */
    max_daily_budget: Amount,
    /** Sum of all raises of one account and day. */
    max_daily_increase: Amount,
    updated_by: z.string().nullable(),
    updated_at: Instant.nullable(),
  })
  .openapi('Cap');

/** `file`: the server's caps file is the only source and nothing can be saved here. */
export const Caps = z
  .object({ source: z.enum(['file', 'database']), caps: z.array(Cap) })
  .openapi('Caps');

export const SaveCap = z
  .strictObject({
    ...limits,
    never_touch: limits.never_touch.default([]),
    max_change_percent: z.string().regex(/^\d{1,5}(\.\d{1,2})?$/),
    max_daily_budget: Limit,
    max_daily_increase: Limit,
  })
  .openapi('SaveCap');

export const CapParams = z.object({
  shop_id: ShopId,
  platform: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,39}$/)
    .openapi({ example: 'meta' }),
  currency: CurrencyCode,
});
