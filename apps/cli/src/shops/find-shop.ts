import { type EngineContext, listShops, type ShopView } from '@commerce/engine';
import { CommandError, wrongUsage } from '../command-error.ts';
import { CLI_EXIT } from '../exit-codes.ts';

const MOST_SHOPS = 10_000;

export async function allShops(ctx: EngineContext): Promise<ShopView[]> {
  return (await listShops(ctx, { limit: MOST_SHOPS })).items;
}

const fold = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** The shop with this id or name among those given. */
export function findShop(shops: readonly ShopView[], wanted: string): ShopView {
  const byId = shops.find(({ id }) => id === wanted.toLowerCase());
  const [match, ...more] = byId ? [byId] : shops.filter(({ name }) => fold(name) === fold(wanted));
  if (match && more.length === 0) return match;
  if (match) throw wrongUsage(`Several shops are called "${wanted}"; give the id: ${named(shops)}`);
  throw new CommandError(
    'not_found',
    `There is no shop "${wanted}"; ${shops.length > 0 ? `there are ${named(shops)}` : 'there is none yet'}. Nothing was changed`,
    CLI_EXIT.usage,
  );
}

export const named = (shops: readonly ShopView[]): string =>
  shops.map(({ name, id }) => `${name} (${id})`).join(', ');

/** The shops a command is for: the named one, else all. @throws CommandError when there is none */
export async function chosenShops(
  ctx: EngineContext,
  wanted: string | undefined,
): Promise<ShopView[]> {
  const shops = await allShops(ctx);
  if (wanted !== undefined) return [findShop(shops, wanted)];
  if (shops.length > 0) return shops;
  throw new CommandError(
    'not_found',
    'There is no shop yet. Import a file (commerce import), connect one (commerce connect shopify), or run npm start for the demo',
    CLI_EXIT.failed,
  );
}
