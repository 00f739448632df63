import { type RuleParameters, ruleTemplate, type RuleTemplate } from '@commerce/core';
import type { Db } from '@commerce/db';
import type { ShopFacts } from '../access/require-shop.ts';
import { type GivenSettings, readSettings } from './rule-input.ts';
import { loadRule, loadRuleVersion, type RuleSettings } from './rule-record.ts';

/** A rule that exists, in its present or an earlier version, or one that is only being thought about. */
export type RuleToTest = { ruleId: string; version?: number | undefined } | GivenSettings;

/** Settings to replay, and how the rule is called. */
export interface TestedRule extends Omit<RuleSettings, 'template'> {
  template: RuleTemplate;
  facts: {
    rule_id: string | null;
    version: number | null;
    template: string;
    template_version: number;
    name: string;
    parameters: RuleParameters;
  };
}

/** @throws AppError `not_found` for a rule, version or template there is not; `invalid_input` */
export async function testedRule(db: Db, shop: ShopFacts, wanted: RuleToTest): Promise<TestedRule> {
  if (!('ruleId' in wanted)) {
    const settings = await readSettings(db, shop, wanted);
    return tested(settings, { rule_id: null, version: null });
  }
  const { ruleId, version } = wanted;
  const rule = await loadRule(db, { shopId: shop.id, ruleId });
  const settings =
    version === undefined || version === rule.version
      ? rule
      : await loadRuleVersion(db, { shopId: shop.id, ruleId, version });
  return tested(settings, { rule_id: rule.id, version: version ?? rule.version, name: rule.name });
}

function tested(
  settings: RuleSettings,
  facts: Pick<TestedRule['facts'], 'rule_id' | 'version'> & { name?: string },
): TestedRule {
  const template = ruleTemplate(settings.template);
  const { templateVersion, parameters, scope, cooldownHours, dailyLimit, quiet } = settings;
  return {
    template,
    templateVersion,
    parameters,
    scope,
    cooldownHours,
    dailyLimit,
    quiet,
    facts: {
      name: template.name.en,
      ...facts,
      template: template.key,
      template_version: templateVersion,
      parameters,
    },
  };
}
