import { deleteCap, getCaps, saveCap } from '@commerce/engine';
import { Done } from '../contract/auth.ts';
import { Cap, CapParams, Caps, SaveCap } from '../contract/caps.ts';
import { endpoint } from '../endpoint/endpoint.ts';
import { ShopParams } from './shop-params.ts';

const tag = 'Caps and kill switch';

const read = endpoint({
  method: 'get',
  path: '/api/v1/shops/{shop_id}/caps',
  aliases: ['/api/v1/stores/{shop_id}/caps'],
  tag,
  summary: 'The limits of live writes',
  description: 'Where a platform and currency have no cap, nothing is written there.',
  access: 'read',
  audit: { records: 'nothing', because: 'reads caps under row level security' },
  params: ShopParams,
  data: Caps,
  errors: ['not_found'],
  handle: ({ ctx, params }) => getCaps(ctx, { shopId: params.shop_id }),
});

const save = endpoint({
  method: 'put',
  path: '/api/v1/shops/{shop_id}/caps/{platform}/{currency}',
  aliases: ['/api/v1/stores/{shop_id}/caps/{platform}/{currency}'],
  tag,
  summary: 'Set the limits for a platform and currency',
  description: 'For managers. Refused while the server’s caps file is in force.',
  access: 'write',
  audit: { records: ['cap.save'] },
  params: CapParams,
  body: SaveCap,
  data: Cap,
  errors: ['not_found', 'conflict'],
  handle: ({ ctx, params, body }) =>
    saveCap(ctx, {
      shopId: params.shop_id,
      platform: params.platform,
      currency: params.currency,
      allowedKinds: body.allowed_kinds,
      maxChangePercent: body.max_change_percent,
      maxDailyBudget: body.max_daily_budget,
      maxDailyIncrease: body.max_daily_increase,
      maxActionsPerDay: body.max_actions_per_day,
      neverTouch: body.never_touch,
    }),
});

const remove = endpoint({
  method: 'delete',
  path: '/api/v1/shops/{shop_id}/caps/{platform}/{currency}',
  aliases: ['/api/v1/stores/{shop_id}/caps/{platform}/{currency}'],
  tag,
  summary: 'Remove the limits: nothing is written there any more',
  access: 'write',
  audit: { records: ['cap.delete'] },
  params: CapParams,
  data: Done,
  errors: ['not_found', 'conflict'],
  async handle({ ctx, params }) {
    await deleteCap(ctx, {
      shopId: params.shop_id,
      platform: params.platform,
      currency: params.currency,
    });
    return { done: true as const };
  },
});

export const capEndpoints = [read, save, remove];
