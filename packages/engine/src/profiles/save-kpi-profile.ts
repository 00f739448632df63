import { AppError, type KpiProfile } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { refuseMcp } from '../access/refuse-mcp.ts';
import { requireShop } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { type KpiProfileView, listKpiProfiles } from './list-kpi-profiles.ts';
import { loadProfiles } from './load-profiles.ts';
import { parseProfile } from './parse-profile.ts';

export interface SaveKpiProfileInput {
  shopId: string;
  /** Lower case letters, digits and underscores; a built-in profile's key gives it targets of the shop's own. */
  key: string;
  name: string;
  objective: string;
  /** Decimal strings by metric; amounts in the account's currency. */
  targets: Readonly<Record<string, string>>;
}

/**
 * Adds a KPI profile to a shop or replaces one. Rules judge by it from their next evaluation on.
 * @throws AppError `not_found`, `forbidden`, `invalid_input` listing every field that cannot be taken
 */
export async function saveKpiProfile(
  ctx: EngineContext,
  input: SaveKpiProfileInput,
): Promise<KpiProfileView> {
  refuseMcp(ctx.actor);
  const profile = parseProfile(input);
  await withSystem(ctx.db, async (trx) => {
    await requireShop(trx, ctx.actor, input.shopId, 'manage');
    const before = (await loadProfiles(trx, input.shopId)).get(profile.key) ?? null;
    if (before?.builtIn && before.objective !== profile.objective) {
      throw new AppError(
        'invalid_input',
        `${profile.key} is a built-in profile for ${before.objective}; save another objective under a key of your own`,
        { details: { fields: [{ field: 'objective', problem: `must be ${before.objective}` }] } },
      );
    }
    const row = {
      name: profile.name,
      objective: profile.objective,
      targets: JSON.stringify(profile.targets),
      updated_by: ctx.actor.id,
      updated_at: ctx.now(),
    };
    await trx
      .insertInto('app_dashboard.kpi_profiles')
      .values({ shop_id: input.shopId, key: profile.key, ...row })
      .onConflict((conflict) => conflict.columns(['shop_id', 'key']).doUpdateSet(row))
      .execute();
    await recordAudit(trx, ctx, {
      action: 'kpi_profile.save',
      shopId: input.shopId,
      targetType: 'kpi_profile',
      targetId: profile.key,
      before: before?.own ? asAudited(before) : null,
      after: asAudited(profile),
    });
  });
  const profiles = await listKpiProfiles(ctx, { shopId: input.shopId });
  return profiles.find(({ key }) => key === profile.key) as KpiProfileView;
}

const asAudited = ({
  name,
  objective,
  targets,
}: Pick<KpiProfile, 'name' | 'objective' | 'targets'>) => ({
  name,
  objective,
  targets: { ...targets },
});
