import { z } from '@hono/zod-openapi';
import { ConnectorId, CurrencyCode, EntityId, EntityLevel, Instant } from './primitives.ts';

/** One thing that happened to an ad object, whoever did it. */
export const TimelineEntry = z
  .object({
    id: z.string(),
    /** `execution`: by Commerce. `change`: noticed on the platform. `decision`: a proposal was decided or ended. */
    kind: z.enum(['execution', 'change', 'decision']),
    /** When it was begun, noticed or decided; what the list is ordered by. */
    at: Instant,
    /** When a change made elsewhere happened, where the platform's own log says. */
    occurred_at: Instant.nullable(),
    connector_id: ConnectorId,
    platform: z.string(),
    level: EntityLevel,
    entity_id: z.string(),
    entity_name: z.string().nullable(),
    field: z.string().nullable(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    currency: CurrencyCode.nullable(),
    status: z.string().nullable(),
    /** `unknown`: made elsewhere, and the platform does not say by whom. `via`: our surface, or the other program. */
    by: z.object({
      kind: z.enum(['commerce', 'outside', 'unknown']),
      name: z.string().nullable(),
      via: z.string().nullable(),
    }),
    proposal_id: z.uuid().nullable(),
    execution_id: z.uuid().nullable(),
    note: z.string().nullable(),
  })
  .openapi('TimelineEntry');

export const TimelineQuery = z.strictObject({
  connector_id: ConnectorId.optional(),
  entity_id: EntityId.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(300).optional(),
});
