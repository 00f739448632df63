import { withSystem } from '@commerce/db';
import { refuseMcp } from '../access/refuse-mcp.ts';
import { requireShop } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { loadRule } from './rule-record.ts';

/**
 * Ends a rule for good. What it found stays readable; proposals it made stay open until somebody decides or
 * they expire.
 * @throws AppError `not_found`, `forbidden`
 */
export async function archiveRule(
  ctx: EngineContext,
  input: { shopId: string; ruleId: string },
): Promise<void> {
  refuseMcp(ctx.actor);
  await withSystem(ctx.db, async (trx) => {
    await requireShop(trx, ctx.actor, input.shopId, 'manage');
    const rule = await loadRule(trx, input, true);
    if (rule.archivedAt !== null) return;
    const now = ctx.now();
    await trx
      .updateTable('app_dashboard.rules')
      .set({ state: 'disabled', archived_at: now, updated_at: now })
      .where('shop_id', '=', rule.shopId)
      .where('id', '=', rule.id)
      .execute();
    await recordAudit(trx, ctx, {
      action: 'rule.archive',
      shopId: rule.shopId,
      targetType: 'rule',
      targetId: rule.id,
      before: { name: rule.name, state: rule.state, version: rule.version },
    });
  });
}
