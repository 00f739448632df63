import type { Db } from '@commerce/db';
import {
  connectAccount,
  createShop,
  type EngineContext,
  type Owner,
  setDefaultShop,
} from '@commerce/engine';
import { SHOP_PROFILES, type ShopProfile } from '@commerce/simulators';
import type { World } from '../simulators/world-settings.ts';

/** Months of ad history that cover the demo's days. */
const historyMonths = (days: number): number => Math.min(37, Math.ceil(days / 28) + 1);

/**
 * Makes the demo's shops and connects their accounts through the real connectors; what is there already is
 * left alone, also when it was archived. Every new account gets its HISTORICAL_INIT job.
 */
export async function seedDemo(
  ctx: EngineContext,
  owner: Owner,
  world: World,
  options: { historyDays: number; onShop?: (name: string) => void },
): Promise<{ shopIds: string[] }> {
  const shopIds: string[] = [];
  for (const profile of SHOP_PROFILES) {
    const shopId =
      (await shopOf(ctx.db, owner.agencyId, 'shopify', profile.domain)) ??
      (await makeShop(ctx, owner, world, profile));
    options.onShop?.(profile.name);
    if ((await shopOf(ctx.db, owner.agencyId, 'meta', profile.adAccountId)) === null) {
      await connectAccount(ctx, {
        shopId,
        platform: 'meta',
        config: {
          ad_account_id: profile.adAccountId,
          history_months: historyMonths(options.historyDays),
        },
        credentials: { access_token: world.meta.accessToken },
        simulated: true,
      });
    }
    shopIds.push(shopId);
  }
  await chooseDefault(ctx, owner, shopIds);
  return { shopIds };
}

async function makeShop(
  ctx: EngineContext,
  owner: Owner,
  world: World,
  profile: ShopProfile,
): Promise<string> {
  const app = world.shopify.apps[profile.domain];
  if (!app) throw new Error(`The simulators know no shop ${profile.domain}`);
  const shop = await createShop(ctx, {
    agencyId: owner.agencyId,
    isDemo: true,
    simulated: true,
    shopify: {
      shop_domain: profile.domain,
      client_id: app.clientId,
      client_secret: app.clientSecret,
    },
  });
  return shop.id;
}

async function shopOf(
  db: Db,
  agencyId: string,
  platform: string,
  account: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('app_dashboard.connectors as c')
    .innerJoin('app_dashboard.shops as s', 's.id', 'c.shop_id')
    .select('c.shop_id')
    .where('s.agency_id', '=', agencyId)
    .where('c.platform', '=', platform)
    .where('c.external_account_id', '=', account)
    .where('c.simulated', '=', true)
    .executeTakeFirst();
  return row?.shop_id ?? null;
}

async function chooseDefault(ctx: EngineContext, owner: Owner, shopIds: string[]): Promise<void> {
  const [first] = shopIds;
  const chosen = await ctx.db
    .selectFrom('app_dashboard.user_shops')
    .select('shop_id')
    .where('user_id', '=', owner.userId)
    .where('is_default', '=', true)
    .executeTakeFirst();
  if (chosen || first === undefined) return;
  const user = {
    id: owner.userId,
    agencyId: owner.agencyId,
    role: 'AGENCY_OWNER' as const,
    scopes: null,
  };
  await setDefaultShop({ ...ctx, actor: { type: 'user', id: user.id, user } }, { shopId: first });
}
