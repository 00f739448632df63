import { PlatformError } from '@commerce/core';
import { z } from 'zod';
import type { ReadContext } from '../platform/stream.ts';
import { ask } from './client.ts';
import { drift } from './errors.ts';
import { MoreChildren, orderTexts } from './page-text.ts';
import { ORDERS_COUNT, ordersPageQuery } from './queries/orders.ts';
import { lineKeys } from './reassembly/line-keys.ts';
import { countSchema } from './schemas.ts';

/** Up to this many changed orders are paged; more are quicker and cheaper as a bulk operation. */
const MOST_PAGED = 60;
/** Fits a query's limit of 1000 points with the whole selection; Shopify's refusal makes it smaller. */
const FIRST_PAGE_SIZE = 5;

const pageSchema = z.object({
  orders: z.object({
    nodes: z.array(z.unknown()),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
});

type Reader = Pick<ReadContext, 'connection' | 'signal'>;

/** Whether a filter finds so few orders that paging is the better way. */
export async function isFew({ connection, signal }: Reader, filter: string): Promise<boolean> {
  const { data } = await ask(connection, ORDERS_COUNT, countSchema, {
    variables: { filter, limit: MOST_PAGED + 1 },
    signal,
  });
  return data.count !== null && data.count.count <= MOST_PAGED;
}

const isTooDear = (error: unknown): boolean =>
  error instanceof PlatformError && error.platformCode === 'MAX_COST_EXCEEDED';

/**
 * All orders a filter finds, page by page, as JSON texts; null when an order is too large for a page or
 * there turn out to be too many, and a bulk operation must be used instead.
 */
export async function pagedOrders(
  { connection, signal }: Reader,
  filter: string,
  granted: readonly string[],
): Promise<string[] | null> {
  const query = ordersPageQuery(granted);
  // An order that changes while it is paged comes twice; the later text is the newer one.
  const texts = new Map<string, string>();
  let first = FIRST_PAGE_SIZE;
  let after: string | null = null;
  for (;;) {
    try {
      const variables: Record<string, unknown> = { first, after, filter };
      const answer = await ask(connection, query, pageSchema, { variables, signal });
      const { data, body }: { data: z.infer<typeof pageSchema>; body: string } = answer;
      for (const text of orderTexts(body)) texts.set(lineKeys(text).key, text);
      const { hasNextPage, endCursor } = data.orders.pageInfo;
      if (!hasNextPage) return [...texts.values()];
      if (endCursor === null || endCursor === after) {
        throw drift("Shopify's page of orders does not lead to the next one", body);
      }
      if (texts.size > 2 * MOST_PAGED) return null;
      after = endCursor;
    } catch (error) {
      if (error instanceof MoreChildren || (isTooDear(error) && first === 1)) return null;
      if (!isTooDear(error)) throw error;
      first = Math.ceil(first / 2);
    }
  }
}
