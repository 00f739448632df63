import { type ActionKind, AppError, type JsonObject } from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import { refuseMcp } from '../access/refuse-mcp.ts';
import { requireShop } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { findPlatform } from '../connectors/find-platform.ts';
import type { EngineContext } from '../context.ts';
import { capSchema, currencyCode, parseOrRefuse } from './cap-schema.ts';
import { type CapView, toView } from './load-caps.ts';

export interface SaveCapInput {
  shopId: string;
  platform: string;
  /** ISO 4217 of the accounts it holds for. */
  currency: string;
  allowedKinds: readonly ActionKind[];
  /** Decimal strings; amounts in `currency`, major units. */
  maxChangePercent: string;
  maxDailyBudget: string;
  maxDailyIncrease: string;
  maxActionsPerDay: number;
  neverTouch?: readonly string[] | undefined;
}

/**
 * Sets the limits of a shop's live writes for one platform and currency.
 * @throws AppError `not_found`, `forbidden`, `invalid_input`, `conflict` while a caps file is in force
 */
export async function saveCap(ctx: EngineContext, input: SaveCapInput): Promise<CapView> {
  refuseMcp(ctx.actor);
  refuseWithFile(ctx);
  const currency = parseOrRefuse(currencyCode, input.currency, 'The currency of the cap');
  const limits = parseOrRefuse(
    capSchema,
    {
      allowed_kinds: input.allowedKinds,
      max_change_percent: input.maxChangePercent,
      max_daily_budget: input.maxDailyBudget,
      max_daily_increase: input.maxDailyIncrease,
      max_actions_per_day: input.maxActionsPerDay,
      never_touch: input.neverTouch ?? [],
    },
    'The cap was not saved',
  );
  return await withSystem(ctx.db, async (trx) => {
    const shop = await requireShop(trx, ctx.actor, input.shopId, 'manage');
    const key = { shop_id: shop.id, platform: findPlatform(ctx, input.platform).id, currency };
    const before = await findCap(trx, key);
    const values = { ...limits, updated_by: ctx.actor.id, updated_at: ctx.now() };
    const row = await trx
      .insertInto('app_dashboard.action_caps')
      .values({ ...key, ...values })
      .onConflict((conflict) =>
        conflict.columns(['shop_id', 'platform', 'currency']).doUpdateSet(values),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
    await recordAudit(trx, ctx, {
      action: 'cap.save',
      shopId: shop.id,
      targetType: 'cap',
      targetId: `${key.platform}/${currency}`,
      before: before && asAudited(before),
      after: asAudited(toView(row)),
    });
    return toView(row);
  });
}

/**
 * Takes the limits away: nothing is written on that platform and currency any more.
 * @throws AppError `not_found`, `forbidden`, `conflict` while a caps file is in force
 */
export async function deleteCap(
  ctx: EngineContext,
  input: { shopId: string; platform: string; currency: string },
): Promise<void> {
  refuseMcp(ctx.actor);
  refuseWithFile(ctx);
  await withSystem(ctx.db, async (trx) => {
    const shop = await requireShop(trx, ctx.actor, input.shopId, 'manage');
    const row = await trx
      .deleteFrom('app_dashboard.action_caps')
      .where('shop_id', '=', shop.id)
      .where('platform', '=', input.platform)
      .where('currency', '=', input.currency)
      .returningAll()
      .executeTakeFirst();
    if (!row) {
      throw new AppError(
        'not_found',
        `This shop has no cap for ${input.platform} in ${input.currency}`,
      );
    }
    await recordAudit(trx, ctx, {
      action: 'cap.delete',
      shopId: shop.id,
      targetType: 'cap',
      targetId: `${row.platform}/${row.currency}`,
      before: asAudited(toView(row)),
    });
  });
}

function refuseWithFile({ settings }: EngineContext): void {
  if (!settings.capsFile) return;
  throw new AppError(
    'conflict',
    `The limits of this server come from its caps file ${settings.capsFile}; change them there. Nothing was saved`,
  );
}

async function findCap(trx: Trx, key: { shop_id: string; platform: string; currency: string }) {
  const row = await trx
    .selectFrom('app_dashboard.action_caps')
    .selectAll()
    .where('shop_id', '=', key.shop_id)
    .where('platform', '=', key.platform)
    .where('currency', '=', key.currency)
    .forUpdate()
    .executeTakeFirst();
  return row ? toView(row) : null;
}

const asAudited = (cap: CapView): JsonObject => ({
  allowed_kinds: cap.allowed_kinds,
  max_change_percent: cap.max_change_percent,
  max_daily_budget: cap.max_daily_budget,
  max_daily_increase: cap.max_daily_increase,
  max_actions_per_day: cap.max_actions_per_day,
  never_touch: cap.never_touch,
});
