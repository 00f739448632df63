import { z } from '@hono/zod-openapi';
import { Instant, ShopId } from './primitives.ts';

/** While one is open nothing is written. `shop_id` null stops every shop of the agency. */
export const WriteStop = z
  .object({
    id: z.uuid(),
    shop_id: ShopId.nullable(),
    shop_name: z.string().nullable(),
    reason: z.string().nullable(),
    engaged_by: z.string(),
    engaged_by_name: z.string().nullable(),
    engaged_via: z.string(),
    engaged_at: Instant,
  })
  .openapi('WriteStop');

export const KillSwitch = z
  .object({
    /** Whether every shop of the agency is stopped. */
    stopped: z.boolean(),
    stops: z.array(WriteStop),
    /** `auto_low_risk`: low risk that needs no approval runs by itself. */
    mode: z.enum(['manual', 'auto_low_risk']),
  })
  .openapi('KillSwitch');

/** Without `shop_id`: every shop of the agency. */
export const EngageStop = z
  .strictObject({
    shop_id: ShopId.nullable().default(null),
    reason: z.string().trim().min(1).max(500).optional(),
  })
  .openapi('EngageStop');
export const ReleaseStopQuery = z.strictObject({ shop_id: ShopId.optional() });
