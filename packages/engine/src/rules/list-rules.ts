import { requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import { loadLastEvaluations } from './load-evaluations.ts';
import { loadRules } from './rule-record.ts';
import { ruleView, type RuleView } from './rule-view.ts';

/**
 * A shop's rules, oldest first; archived ones are left out.
 * @throws AppError `not_found`
 */
export async function listRules(
  ctx: EngineContext,
  input: { shopId: string },
): Promise<RuleView[]> {
  await requireShop(ctx.db, ctx.actor, input.shopId, 'read');
  return await readAsActor(ctx, async (trx) => {
    const rules = await loadRules(trx, input.shopId);
    const last = await loadLastEvaluations(trx, input.shopId);
    return rules.map((rule) => ruleView(rule, last.get(rule.id) ?? null));
  });
}
