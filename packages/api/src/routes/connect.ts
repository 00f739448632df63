import { connectMeta, connectShopify } from '@commerce/engine';
import { ConnectMeta, ConnectResult, ShopifyCredentials } from '../contract/shops.ts';
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

const shopify = endpoint({
  method: 'post',
  path: '/api/shops/{shop_id}/platforms/SHOPIFY/connect',
  aliases: ['/api/v1/stores/{shop_id}/platforms/SHOPIFY/connect'],
  tag: 'Connect',
  summary: 'Give a shop new Shopify credentials, or its first ones',
  description:
    'The credentials are tried first; wrong ones store nothing. A shop stays with the Shopify shop it is ' +
    'connected to: credentials of another one are a `conflict`. A connector that needed new credentials is ' +
    'read again at once, from where it stopped.',
  access: 'write',
  audit: { records: ['connector.connect', 'connector.reconnect'] },
  params: ShopParams,
  body: ShopifyCredentials,
  data: ConnectResult,
  errors: ['not_found', 'conflict', 'platform_refused', 'unavailable'],
  handle: ({ ctx, params, body }) => connectShopify(ctx, { shopId: params.shop_id, shopify: body }),
});

export const connectEndpoints = [meta, shopify];
