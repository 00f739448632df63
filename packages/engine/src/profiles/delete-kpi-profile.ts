import { AppError } from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import { sql } from 'kysely';
import { refuseMcp } from '../access/refuse-mcp.ts';
import { requireShop } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { loadProfiles } from './load-profiles.ts';

/**
 * Removes a shop's own profile, or its own targets of a built-in one, which then has its defaults again.
 * @throws AppError `not_found`, `forbidden`, `conflict` while objects or rules still use it
 */
export async function deleteKpiProfile(
  ctx: EngineContext,
  input: { shopId: string; key: string },
): Promise<void> {
  refuseMcp(ctx.actor);
  await withSystem(ctx.db, async (trx) => {
    await requireShop(trx, ctx.actor, input.shopId, 'manage');
    const profile = (await loadProfiles(trx, input.shopId)).get(input.key);
    if (!profile?.own) {
      throw new AppError('not_found', 'This shop has no KPI profile of its own with that key');
    }
    if (!profile.builtIn) await refuseUsed(trx, input);
    await trx
      .deleteFrom('app_dashboard.kpi_profiles')
      .where('shop_id', '=', input.shopId)
      .where('key', '=', input.key)
      .execute();
    await recordAudit(trx, ctx, {
      action: 'kpi_profile.delete',
      shopId: input.shopId,
      targetType: 'kpi_profile',
      targetId: input.key,
      before: {
        name: profile.name,
        objective: profile.objective,
        targets: { ...profile.targets },
      },
    });
  });
}

async function refuseUsed(trx: Trx, { shopId, key }: { shopId: string; key: string }) {
  const { rows } = await sql<{ objects: number; rules: string[] | null }>`
    select
      (select count(*) from app_dashboard.entity_kpi_profiles
        where shop_id = ${shopId}::uuid and profile_key = ${key})::integer as objects,
      (select array_agg(name order by name) from app_dashboard.rules
        where shop_id = ${shopId}::uuid and archived_at is null and scope -> 'profiles' ? ${key}) as rules
  `.execute(trx);
  const { objects, rules } = rows[0] ?? { objects: 0, rules: null };
  if (objects === 0 && rules === null) return;
  const uses = [
    ...(objects > 0 ? [`${objects} ad object${objects === 1 ? '' : 's'}`] : []),
    ...(rules ?? []).map((name) => `the rule ${name}`),
  ];
  throw new AppError(
    'conflict',
    `${key} is still used by ${uses.join(', ')}; give them another profile first. Nothing was removed`,
  );
}
