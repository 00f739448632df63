import type { Db } from '@commerce/db';
import {
  connectAccount,
  createShop,
  type EngineContext,
  type Owner,
  setDefaultShop,
} from '@commerce/engine';
import type { ShopProfile } from '@commerce/simulators';
import type { World, WorldSettings } from '../simulators/world-settings.ts';
import { demoShops, demoStory } from './demo-story.ts';
import { historyMonths } from './follow-story.ts';
import { KEYWORD_ACCOUNT } from './keyword-account.ts';
import { seedKeywordAccount } from './seed-keyword-account.ts';

/**
 * Makes the demo's shops and connects their accounts through the real connectors; what is there already is
 * left alone, also when it was archived. Every new account gets its HISTORICAL_INIT job. The ads of the story's
 * shop are left to `followStory`; its search account is brought up to yesterday.
 */
export async function seedDemo(
  ctx: EngineContext,
  owner: Owner,
  world: World,
  options: { demo: WorldSettings; onShop?: (name: string) => void },
): Promise<{ shopIds: string[]; storyShopId: string }> {
  const { demo } = options;
  const story = demoStory(demo).profile.key;
  const shopIds: string[] = [];
  let storyShopId = '';
  for (const profile of demoShops(demo)) {
    const shopId =
      (await shopOf(ctx.db, owner.agencyId, 'shopify', profile.domain)) ??
      (await makeShop(ctx, owner, world, profile));
    options.onShop?.(profile.name);
    shopIds.push(shopId);
    if (profile.key === story) {
      storyShopId = shopId;
      const { platform, externalId } = KEYWORD_ACCOUNT;
      const known = (await shopOf(ctx.db, owner.agencyId, platform, externalId)) !== null;
      if (known) await seedKeywordAccount(ctx, shopId, demo);
      continue;
    }
    if ((await shopOf(ctx.db, owner.agencyId, 'meta', profile.adAccountId)) === null) {
      await connectAccount(ctx, {
        shopId,
        platform: 'meta',
        config: {
          ad_account_id: profile.adAccountId,
          history_months: historyMonths(demo.historyDays),
        },
        credentials: { access_token: world.meta.accessToken },
        simulated: true,
      });
    }
  }
  await chooseDefault(ctx, owner, shopIds);
  return { shopIds, storyShopId };
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
