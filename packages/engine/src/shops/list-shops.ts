import type { EngineContext } from '../context.ts';
import { loadShopHeader, loadShopHeaders } from '../reports/shop-header.ts';
import { shopView } from '../reports/shop-summaries.ts';
import { readAsActor } from '../tenant.ts';

export type ShopView = ReturnType<typeof shopView>;

/** The shops who asks may read, by name, after `afterId` where one is named. */
export async function listShops(
  ctx: EngineContext,
  input: { limit: number; afterId?: string | undefined },
): Promise<{ items: ShopView[]; next: string | null }> {
  return await readAsActor(ctx, async (trx) => {
    const headers = await loadShopHeaders(ctx, trx, null);
    const start = headers.findIndex(({ id }) => id === input.afterId) + 1;
    const page = headers.slice(start, start + input.limit);
    const more = start + input.limit < headers.length;
    return {
      items: page.map((header) => shopView(ctx, header)),
      next: more ? (page.at(-1)?.id ?? null) : null,
    };
  });
}

/** One shop as lists show it. @throws AppError `not_found` */
export async function readShop(ctx: EngineContext, input: { shopId: string }): Promise<ShopView> {
  return await readAsActor(ctx, async (trx) =>
    shopView(ctx, await loadShopHeader(ctx, trx, input.shopId)),
  );
}
