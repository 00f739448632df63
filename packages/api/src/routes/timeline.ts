import { listAudit, listTimeline } from '@commerce/engine';
import { AuditEntry, AuditQuery } from '../contract/audit.ts';
import { pageOf } from '../contract/envelope.ts';
import { TimelineEntry, TimelineQuery } from '../contract/timeline.ts';
import { endpoint } from '../endpoint/endpoint.ts';
import { ShopParams } from './shop-params.ts';

const tag = 'Timeline and audit';

const timeline = endpoint({
  method: 'get',
  path: '/api/v1/shops/{shop_id}/timeline',
  aliases: ['/api/v1/stores/{shop_id}/timeline'],
  tag,
  summary: 'Everything that happened to a shop’s ads, whoever did it',
  description:
    'Commerce’s own writes, decisions, and changes made on the platform with who made them.',
  access: 'read',
  audit: { records: 'nothing', because: 'reads changes under row level security' },
  params: ShopParams,
  query: TimelineQuery,
  data: pageOf(TimelineEntry),
  errors: ['not_found'],
  handle: ({ ctx, params, query }) =>
    listTimeline(ctx, {
      shopId: params.shop_id,
      connectorId: query.connector_id,
      entityId: query.entity_id,
      limit: query.limit,
      cursor: query.cursor,
    }),
});

const audit = endpoint({
  method: 'get',
  path: '/api/v1/audit',
  tag,
  summary: 'Who did what, newest first',
  access: 'read',
  audit: { records: 'nothing', because: 'reads the log under row level security' },
  query: AuditQuery,
  data: pageOf(AuditEntry),
  errors: ['not_found'],
  handle: ({ ctx, query }) =>
    listAudit(ctx, {
      shopId: query.shop_id,
      hideReads: query.reads === 'hide',
      limit: query.limit,
      cursor: query.cursor,
    }),
});

export const timelineEndpoints = [timeline, audit];
