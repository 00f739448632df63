import { AppError, ruleTemplate } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { refuseMcp } from '../access/refuse-mcp.ts';
import { requireShop } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { type GivenSettings, readSettings } from './rule-input.ts';
import { loadRule, type RuleState, settingsColumns } from './rule-record.ts';
import { ruleView, type RuleView, settingsView } from './rule-view.ts';
import { storeVersion } from './store-version.ts';

export interface CreateRuleInput extends GivenSettings {
  shopId: string;
  /** Default: the template's English name. */
  name?: string | undefined;
  /** `shadow` judges and keeps what it found, but proposes nothing. */
  state: RuleState;
}

/**
 * Adds a rule to a shop, made from a template. When it is not disabled it judges from the next evaluation on.
 * @throws AppError `not_found` for a shop of others or an unknown template, `forbidden`, `invalid_input` listing
 * every setting that cannot be taken
 */
export async function createRule(ctx: EngineContext, input: CreateRuleInput): Promise<RuleView> {
  refuseMcp(ctx.actor);
  return await withSystem(ctx.db, async (trx) => {
    const shop = await requireShop(trx, ctx.actor, input.shopId, 'manage');
    const settings = await readSettings(trx, shop, input);
    const name = ruleName(input.name ?? ruleTemplate(input.template).name.en);
    const key = { shopId: input.shopId, ruleId: ctx.newId() };
    const now = ctx.now();
    await trx
      .insertInto('app_dashboard.rules')
      .values({
        shop_id: key.shopId,
        id: key.ruleId,
        name,
        state: input.state,
        ...settingsColumns(settings),
        created_at: now,
        updated_at: now,
      })
      .execute();
    await storeVersion(trx, ctx, { ...key, version: 1, settings });
    await recordAudit(trx, ctx, {
      action: 'rule.create',
      shopId: key.shopId,
      targetType: 'rule',
      targetId: key.ruleId,
      after: {
        name,
        state: input.state,
        template: settings.template,
        ...asAudited(settingsView(settings)),
      },
    });
    return ruleView(await loadRule(trx, key), null);
  });
}

/** @throws AppError `invalid_input` */
export function ruleName(given: string): string {
  const name = given.trim();
  if (name.length >= 1 && name.length <= 120) return name;
  const problem = 'needs 1 to 120 characters';
  throw new AppError('invalid_input', `name ${problem}; nothing was stored`, {
    details: { fields: [{ field: 'name', problem }] },
  });
}

/** Settings as plain JSON. */
export const asAudited = (settings: ReturnType<typeof settingsView>) => ({
  ...settings,
  parameters: { ...settings.parameters },
  scope: { ...settings.scope },
  quiet_hours: settings.quiet_hours && { ...settings.quiet_hours },
});
