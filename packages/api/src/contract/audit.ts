import { AUDIT_ACTIONS } from '@commerce/core';
import { z } from '@hono/zod-openapi';
import { Facts, Instant, ShopId } from './primitives.ts';

export const AuditEntry = z
  .object({
    id: z.string(),
    at: Instant,
    shop_id: ShopId.nullable(),
    shop_name: z.string().nullable(),
    actor: z.object({
      type: z.enum(['user', 'api_key', 'system', 'cli', 'webhook', 'mcp']),
      id: z.string(),
      name: z.string().nullable(),
    }),
    via: z.string().nullable(),
    action: z.enum(AUDIT_ACTIONS),
    entity_type: z.string().nullable(),
    entity_id: z.string().nullable(),
    before: Facts.nullable(),
    after: Facts.nullable(),
    request_id: z.string().nullable(),
  })
  .openapi('AuditEntry');

export const AuditQuery = z.strictObject({
  shop_id: ShopId.optional(),
  reads: z
    .enum(['show', 'hide'])
    .default('show')
    .openapi({ description: '`hide` leaves out what AI assistants looked at over MCP.' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(300).optional(),
});
