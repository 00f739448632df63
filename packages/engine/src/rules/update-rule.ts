import { isDeepStrictEqual } from 'node:util';
import { AppError, type RuleScope } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { refuseMcp } from '../access/refuse-mcp.ts';
import { requireShop } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { type QuietHours, quietView } from '../notifications/quiet-hours.ts';
import { asAudited, ruleName } from './create-rule.ts';
import { loadLastEvaluations } from './load-evaluations.ts';
import { readSettings } from './rule-input.ts';
import {
  loadRule,
  quietOf,
  type RuleRecord,
  type RuleSettings,
  type RuleState,
  settingsColumns,
} from './rule-record.ts';
import { ruleView, type RuleView, settingsView } from './rule-view.ts';
import { storeVersion } from './store-version.ts';

/** What is left out stays as it is. */
export interface UpdateRuleInput {
  shopId: string;
  ruleId: string;
  /** The version the person saw; another one means that somebody changed the rule meanwhile. */
  expectVersion?: number | undefined;
  name?: string | undefined;
  state?: RuleState | undefined;
  /** Only those to change. */
  parameters?: Readonly<Record<string, string>> | undefined;
  scope?: Partial<RuleScope> | undefined;
  cooldownHours?: number | undefined;
  dailyLimit?: number | undefined;
  /** null: none. */
  quietHours?: QuietHours | null | undefined;
}

/**
 * Changes a rule. Whatever decides what it does makes a new version; its name and state do not.
 * @throws AppError `not_found`, `forbidden`, `invalid_input`, `conflict` when it is archived or was changed meanwhile
 */
export async function updateRule(ctx: EngineContext, input: UpdateRuleInput): Promise<RuleView> {
  refuseMcp(ctx.actor);
  return await withSystem(ctx.db, async (trx) => {
    const shop = await requireShop(trx, ctx.actor, input.shopId, 'manage');
    const rule = await loadRule(trx, input, true);
    refuseChanged(rule, input);
    const settings = await readSettings(trx, shop, merged(rule, input));
    const name = input.name === undefined ? rule.name : ruleName(input.name);
    const state = input.state ?? rule.state;
    const decides = !isDeepStrictEqual(settings, settingsOf(rule));
    const last = (await loadLastEvaluations(trx, input.shopId)).get(rule.id) ?? null;
    if (!decides && name === rule.name && state === rule.state) return ruleView(rule, last);
    const version = rule.version + (decides ? 1 : 0);
    await trx
      .updateTable('app_dashboard.rules')
      .set({ name, state, version, ...settingsColumns(settings), updated_at: ctx.now() })
      .where('shop_id', '=', rule.shopId)
      .where('id', '=', rule.id)
      .execute();
    if (decides) await storeVersion(trx, ctx, { ...input, version, settings });
    await recordAudit(trx, ctx, {
      action: 'rule.update',
      shopId: rule.shopId,
      targetType: 'rule',
      targetId: rule.id,
      before: audited(rule, rule),
      after: audited({ name, state, version }, settings),
    });
    return ruleView(await loadRule(trx, input), last);
  });
}

function refuseChanged(rule: RuleRecord, { expectVersion }: UpdateRuleInput): void {
  if (rule.archivedAt !== null) {
    throw new AppError('conflict', `${rule.name} is archived; make a new rule from its template`);
  }
  if (expectVersion !== undefined && expectVersion !== rule.version) {
    throw new AppError(
      'conflict',
      `${rule.name} was changed meanwhile: it is at version ${rule.version}, not ${expectVersion}. Nothing was stored; look at it again`,
      { details: { version: rule.version } },
    );
  }
}

const settingsOf = (rule: RuleRecord): RuleSettings => ({
  template: rule.template,
  templateVersion: rule.templateVersion,
  parameters: rule.parameters,
  scope: rule.scope,
  cooldownHours: rule.cooldownHours,
  dailyLimit: rule.dailyLimit,
  quiet: rule.quiet,
});

const merged = (rule: RuleRecord, input: UpdateRuleInput) => ({
  template: rule.template,
  parameters: { ...rule.parameters, ...input.parameters },
  scope: { ...rule.scope, ...input.scope },
  cooldownHours: input.cooldownHours ?? rule.cooldownHours,
  dailyLimit: input.dailyLimit ?? rule.dailyLimit,
  quietHours: input.quietHours === undefined ? quietView(quietOf(rule)) : input.quietHours,
});

const audited = (
  { name, state, version }: Pick<RuleRecord, 'name' | 'state' | 'version'>,
  settings: RuleSettings,
) => ({ name, state, version, ...asAudited(settingsView(settings)) });
