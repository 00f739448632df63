import * as z from 'zod';

export const shopId = z.uuid().describe('Id of the shop; list_shops tells it.');
export const connectorId = z
  .uuid()
  .describe('Id of the ad account’s connector; list_shops tells it.');
export const day = z.iso.date().describe('YYYY-MM-DD');
export const level = z.enum(['account', 'campaign', 'adset', 'ad', 'keyword']);
export const entityId = z.string().min(1).max(128).describe('As the platform calls the object.');

/** Lists end somewhere: `next_cursor` of the answer gets the next page. */
export const page = {
  limit: z.number().int().min(1).max(100).default(20),
  cursor: z.string().max(300).optional().describe('`next_cursor` of the page before.'),
};
