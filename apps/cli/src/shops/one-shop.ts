import type { EngineContext, ShopView } from '@commerce/engine';
import { wrongUsage } from '../command-error.ts';
import { chosenShops, named } from './find-shop.ts';

/** The named shop, or the only one. @throws CommandError when there are several and none was named */
export async function oneShop(ctx: EngineContext, wanted: string | undefined): Promise<ShopView> {
  const shops = await chosenShops(ctx, wanted);
  const [only, ...others] = shops;
  if (only && others.length === 0) return only;
  throw wrongUsage(`Say for which shop with --shop: ${named(shops)}`);
}
