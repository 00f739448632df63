import { AppError } from '@commerce/core';
import { listShops, shopMetrics, shopSummaries, syncStatus } from '@commerce/engine';
import * as z from 'zod';
import { day, shopId } from './inputs.ts';
import { tool } from './tool.ts';

const shopPage = {
  limit: z.number().int().min(1).max(100).default(50),
  cursor: z.uuid().optional().describe('`next_cursor` of the page before.'),
};

export const reportTools = [
  tool({
    name: 'list_shops',
    title: 'List shops',
    description: 'The shops you may see, with their accounts and how fresh their data is.',
    effect: 'read',
    input: z.strictObject(shopPage),
    async run(ctx, { limit, cursor }) {
      const { items, next } = await listShops(ctx, { limit, afterId: cursor });
      return { items, next_cursor: next };
    },
  }),
  tool({
    name: 'compare_shops',
    title: 'Compare shops',
    description:
      'Shops with their last seven complete days beside the seven before, days of each shop’s own `timezone`, so ' +
      'that ranges may differ by a day. Amounts in each shop’s own currency, revenue without VAT; ad spend as its ' +
      'platform bills it, without VAT for Meta, in days of the ad account’s timezone. Never add across shops.',
    effect: 'read',
    input: z.strictObject(shopPage),
    async run(ctx, { limit, cursor }) {
      const all = await shopSummaries(ctx);
      const start = cursor === undefined ? 0 : all.findIndex(({ id }) => id === cursor) + 1;
      if (cursor !== undefined && start === 0) {
        throw new AppError('invalid_input', 'This cursor is none of this list; begin without one');
      }
      const items = all.slice(start, start + limit);
      const more = start + limit < all.length;
      return { items, next_cursor: more ? (items.at(-1)?.id ?? null) : null };
    },
  }),
  tool({
    name: 'get_metrics',
    title: 'Figures of a shop',
    description:
      'Revenue, orders, AOV, ad spend, MER and ROAS over a range with the previous one, the days one by one, ' +
      'top campaigns and recent orders. Amounts are decimal strings, revenue without VAT. null is unknown and ' +
      'never 0; `missing` says why, `state` whether a figure may still change.',
    effect: 'read',
    input: z.strictObject({
      shop_id: shopId,
      from: day
        .optional()
        .describe('First day, of the shop’s timezone. Default: six days before `to`.'),
      to: day.optional().describe('Last day. Default: the last day there are figures of.'),
    }),
    run: (ctx, { shop_id, from, to }) => shopMetrics(ctx, { shopId: shop_id, from, to }),
  }),
  tool({
    name: 'get_sync_status',
    title: 'Sync status of a shop',
    description: 'Its accounts, when each was read last, and the newest jobs with what went wrong.',
    effect: 'read',
    input: z.strictObject({
      shop_id: shopId,
      jobs: z.number().int().min(1).max(30).default(10),
    }),
    run: (ctx, { shop_id, jobs }) => syncStatus(ctx, { shopId: shop_id, limit: jobs }),
  }),
];
