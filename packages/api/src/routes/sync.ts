import { requestSync, syncStatus } from '@commerce/engine';
import { RequestSync, RequestSyncResult, SyncStatus } from '../contract/sync.ts';
import { endpoint } from '../endpoint/endpoint.ts';
import { ShopParams } from './shop-params.ts';

const tag = 'Sync';

const request = endpoint({
  method: 'post',
  path: '/api/shops/{shop_id}/sync',
  aliases: ['/api/v1/stores/{shop_id}/sync'],
  tag,
  summary: 'Read the shop’s accounts now',
  description:
    'For managers. At most one job per connector runs; where one does, it is answered with `already_running`.',
  access: 'write',
  audit: { records: ['sync.request'] },
  params: ShopParams,
  body: RequestSync,
  data: RequestSyncResult,
  status: 202,
  errors: ['not_found', 'conflict'],
  handle: ({ ctx, params, body }) =>
    requestSync(ctx, {
      shopId: params.shop_id,
      kind: body.kind,
      connectorId: body.connector_id,
      from: body.from,
      to: body.to,
    }),
});

const status = endpoint({
  method: 'get',
  path: '/api/shops/{shop_id}/sync-status',
  aliases: ['/api/v1/stores/{shop_id}/sync-status'],
  tag,
  summary: 'Connectors, freshness and the newest jobs with their slices',
  access: 'read',
  audit: { records: 'nothing', because: 'reads jobs under row level security' },
  params: ShopParams,
  data: SyncStatus,
  errors: ['not_found'],
  handle: ({ ctx, params }) => syncStatus(ctx, { shopId: params.shop_id }),
});

export const syncEndpoints = [request, status];
