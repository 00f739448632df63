import { listAudit, listTimeline } from '@commerce/engine';
import * as z from 'zod';
import { connectorId, entityId, page, shopId } from './inputs.ts';
import { tool } from './tool.ts';

export const recordTools = [
  tool({
    name: 'get_timeline',
    title: 'Timeline of a shop',
    description:
      'What happened to its ads, whoever did it: Commerce’s writes, decisions, and changes made on the platform.',
    effect: 'read',
    input: z.strictObject({
      shop_id: shopId,
      connector_id: connectorId.optional(),
      entity_id: entityId.optional(),
      ...page,
    }),
    run: (ctx, { shop_id, connector_id, entity_id, ...rest }) =>
      listTimeline(ctx, {
        shopId: shop_id,
        connectorId: connector_id,
        entityId: entity_id,
        ...rest,
      }),
  }),
  tool({
    name: 'list_audit',
    title: 'Audit log',
    description:
      'Who did what in Commerce, newest first; without what AI assistants only looked at.',
    effect: 'read',
    input: z.strictObject({
      shop_id: shopId.optional().describe('Default: every shop you may see.'),
      ...page,
    }),
    run: (ctx, { shop_id, ...rest }) =>
      listAudit(ctx, { shopId: shop_id, hideReads: true, ...rest }),
  }),
];
