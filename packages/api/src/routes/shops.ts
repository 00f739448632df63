import { createShop, listShops, readShop, setDefaultShop, shopSummaries } from '@commerce/engine';
import { z } from '@hono/zod-openapi';
import { pageOf } from '../contract/envelope.ts';
import { CreateShop, Shop, ShopSummary } from '../contract/shops.ts';
import { endpoint } from '../endpoint/endpoint.ts';
import { ShopParams } from './shop-params.ts';

const tag = 'Shops';
const PageQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(500).openapi({ example: 100 }),
  cursor: z.uuid().optional().openapi({ description: '`next_cursor` of the page before.' }),
});

const list = endpoint({
  method: 'get',
  path: '/api/shops',
  aliases: ['/api/v1/stores'],
  tag,
  summary: 'The shops one may see, with connectors and freshness',
  access: 'read',
  audit: { records: 'nothing', because: 'reads shops under row level security' },
  query: PageQuery,
  data: pageOf(Shop),
  async handle({ ctx, query }) {
    const { items, next } = await listShops(ctx, { limit: query.limit, afterId: query.cursor });
    return { items, next_cursor: next };
  },
});

const summary = endpoint({
  method: 'get',
  path: '/api/shops/summary',
  aliases: ['/api/v1/stores/summary'],
  tag,
  summary: 'All shops with their last seven complete days, for comparison',
  description: 'Each shop keeps its own currency and days; nothing is added across shops.',
  access: 'read',
  audit: { records: 'nothing', because: 'reads figures under row level security' },
  data: pageOf(ShopSummary),
  handle: async ({ ctx }) => ({ items: await shopSummaries(ctx), next_cursor: null }),
});

const create = endpoint({
  method: 'post',
  path: '/api/shops',
  aliases: ['/api/v1/stores'],
  tag,
  summary: 'Add a shop',
  description:
    'With Shopify credentials they are tried first; then the shop, its connector and the job that reads its ' +
    'history are stored together. Currency, timezone and name come from Shopify. Wrong credentials store nothing.',
  access: 'write',
  audit: { records: ['shop.create', 'connector.connect'] },
  body: CreateShop,
  data: Shop,
  status: 201,
  errors: ['conflict', 'platform_refused', 'unavailable'],
  handle: ({ ctx, body }) =>
    createShop(ctx, {
      name: body.name,
      currency: body.currency,
      timezone: body.timezone,
      shopify: body.shopify,
      isDefault: body.is_default,
    }),
});

const read = endpoint({
  method: 'get',
  path: '/api/shops/{shop_id}',
  aliases: ['/api/v1/stores/{shop_id}'],
  tag,
  summary: 'One shop with connectors and freshness',
  access: 'read',
  audit: { records: 'nothing', because: 'reads a shop under row level security' },
  params: ShopParams,
  data: Shop,
  errors: ['not_found'],
  handle: ({ ctx, params }) => readShop(ctx, { shopId: params.shop_id }),
});

const makeDefault = endpoint({
  method: 'put',
  path: '/api/shops/{shop_id}/default',
  aliases: ['/api/v1/stores/{shop_id}/default'],
  tag,
  summary: 'Open this shop first from now on',
  access: 'write',
  audit: { records: ['shop.set_default'] },
  params: ShopParams,
  data: Shop,
  errors: ['not_found'],
  async handle({ ctx, params }) {
    await setDefaultShop(ctx, { shopId: params.shop_id });
    return await readShop(ctx, { shopId: params.shop_id });
  },
});

export const shopEndpoints = [list, summary, create, read, makeDefault];
