import { connectMeta } from '@commerce/engine';
import { ConnectMeta, ConnectResult } from '../contract/shops.ts';
import { endpoint } from '../endpoint/endpoint.ts';
import { ShopParams } from './shop-params.ts';

const meta = endpoint({
  method: 'post',
  path: '/api/shops/{shop_id}/platforms/META/connect',
  aliases: ['/api/v1/stores/{shop_id}/platforms/META/connect'],
  tag: 'Connect',
  summary: 'Connect Meta ad accounts',
  description:
    'Without `ad_account_ids` nothing is stored and the accounts the token sees are listed. With them each ' +
    'becomes a connector; one that Meta refuses is named in `warnings` and does not keep the others out.',
  access: 'write',
  audit: { records: ['connector.connect', 'connector.reconnect'] },
  params: ShopParams,
  body: ConnectMeta,
  data: ConnectResult,
  errors: ['not_found', 'platform_refused', 'unavailable'],
  handle: ({ ctx, params, body }) =>
    connectMeta(ctx, {
      shopId: params.shop_id,
      accessToken: body.access_token,
      appSecret: body.app_secret,
      adAccountIds: body.ad_account_ids,
    }),
});

export const connectEndpoints = [meta];
