import { assertTimezone, minorDigits } from '@commerce/core';
import { createShop, type EngineContext, type ShopView } from '@commerce/engine';
import { CommandError, wrongUsage } from '../command-error.ts';
import { CLI_EXIT } from '../exit-codes.ts';
import { allShops, findShop, named } from '../shops/find-shop.ts';
import { firstOwner } from '../shops/owner-agency.ts';
import { ask, canAsk } from '../terminal/ask.ts';
import type { ImportOptions } from './import-options.ts';

/** The shop a file belongs to: one that is there, or one that the import will make. */
export type ImportTarget =
  | { kind: 'shop'; shop: ShopView }
  | { kind: 'new'; name: string; currency: string | null; timezone: string };

/**
 * Decides which shop a file is for, without making it. Demo shops are never chosen by themselves: own
 * figures must not mix with made-up ones.
 */
export async function findImportTarget(
  ctx: EngineContext,
  options: ImportOptions,
): Promise<ImportTarget> {
  const shops = await allShops(ctx);
  if (options.shop !== undefined) return existing(findShop(shops, options.shop), options);
  if (options.shopName !== undefined) {
    const same = shops.filter(({ name }) => name === options.shopName);
    if (same.length > 0) return existing(findShop(shops, options.shopName), options);
    return await newShop(options, options.shopName);
  }
  const own = shops.filter(({ is_demo: isDemo }) => !isDemo);
  const [only, ...others] = own;
  if (only && others.length === 0) return existing(only, options);
  if (only) {
    throw wrongUsage(`Say which shop the file belongs to with --shop: ${named(own)}`);
  }
  if (!canAsk()) {
    throw wrongUsage(
      'There is no shop of yours yet that the file could belong to. Name it, and it is made: ' +
        '--shop-name "My shop" --currency KRW --timezone Asia/Seoul',
    );
  }
  return await newShop(options, await ask('Name of the new shop: '));
}

/** A shop's currency and timezone stay; saying others would be silently ignored. */
function existing(shop: ShopView, { currency, timezone }: ImportOptions): ImportTarget {
  const other =
    (currency !== undefined && currency.toUpperCase() !== shop.currency) ||
    (timezone !== undefined && timezone !== shop.timezone);
  if (!other) return { kind: 'shop', shop };
  throw wrongUsage(
    `${shop.name} is there already, in ${shop.currency} with days of ${shop.timezone}. Nothing was stored; leave out --currency and --timezone, or name a new shop with --shop-name`,
  );
}

async function newShop(options: ImportOptions, name: string): Promise<ImportTarget> {
  if (name.trim() === '') throw wrongUsage('A shop needs a name; nothing was stored');
  let { timezone } = options;
  if (timezone === undefined && canAsk()) {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    timezone = (await ask(`Timezone its days are counted in [${here}]: `)) || here;
  }
  if (timezone === undefined) {
    throw wrongUsage(
      `The new shop "${name}" needs the timezone its days are counted in: --timezone Asia/Seoul`,
    );
  }
  assertTimezone(timezone);
  const currency = options.currency?.toUpperCase() ?? null;
  if (currency !== null) minorDigits(currency);
  return { kind: 'new', name: name.trim(), currency, timezone };
}

/** Makes the shop where it is new; its currency is the one given, else the file's. */
export async function makeTarget(
  ctx: EngineContext,
  target: ImportTarget,
  fileCurrency: string | null,
): Promise<{ shopId: string; name: string; created: boolean }> {
  if (target.kind === 'shop') {
    return { shopId: target.shop.id, name: target.shop.name, created: false };
  }
  const currency = target.currency ?? fileCurrency;
  if (currency === null) {
    throw new CommandError(
      'usage',
      `The file does not say one currency for the new shop "${target.name}"; add --currency, for example --currency KRW. Nothing was stored`,
      CLI_EXIT.usage,
    );
  }
  const { agencyId } = await firstOwner(ctx);
  const { timezone, name } = target;
  const shop = await createShop(ctx, { agencyId, name, currency, timezone });
  return { shopId: shop.id, name, created: true };
}
