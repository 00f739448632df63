import { requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import { loadEvaluations } from './load-evaluations.ts';
import { loadRule, toSettings } from './rule-record.ts';
import { type RuleDetailView, ruleView, settingsView } from './rule-view.ts';

/**
 * A rule, archived or not, with all its versions and what it judged and found last.
 * @throws AppError `not_found`
 */
export async function getRule(
  ctx: EngineContext,
  input: { shopId: string; ruleId: string },
): Promise<RuleDetailView> {
  await requireShop(ctx.db, ctx.actor, input.shopId, 'read');
  return await readAsActor(ctx, async (trx) => {
    const rule = await loadRule(trx, input);
    const versions = await trx
      .selectFrom('app_dashboard.rule_versions')
      .selectAll()
      .where('shop_id', '=', rule.shopId)
      .where('rule_id', '=', rule.id)
      .orderBy('version', 'desc')
      .execute();
    const { evaluations, findings } = await loadEvaluations(trx, input);
    return {
      ...ruleView(rule, evaluations[0] ?? null),
      versions: versions.map((row) => ({
        version: row.version,
        ...settingsView(toSettings(row)),
        changed_by: row.changed_by,
        created_at: row.created_at.toISOString(),
      })),
      evaluations,
      findings,
    };
  });
}
