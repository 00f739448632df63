import {
  backtestRule,
  getRule,
  listEntities,
  listKpiProfiles,
  listRules,
  listRuleTemplates,
} from '@commerce/engine';
import * as z from 'zod';
import { cutFirings } from './cut-firings.ts';
import { connectorId, day, level, page, shopId } from './inputs.ts';
import { tool } from './tool.ts';

const ruleToTest = z.union([
  z.strictObject({
    rule_id: z.uuid().describe('A rule of the shop; list_rules tells it.'),
    version: z.number().int().min(1).optional().describe('Default: the newest.'),
  }),
  z.strictObject({
    template: z
      .string()
      .min(1)
      .max(60)
      .describe('Key of a template; list_rule_templates tells it.'),
    parameters: z
      .record(z.string(), z.string())
      .default({})
      .describe('Decimal strings by name; left out: the template’s default.'),
  }),
]);

const toTest = (rule: z.output<typeof ruleToTest>) =>
  'rule_id' in rule ? { ruleId: rule.rule_id, version: rule.version } : rule;

export const ruleTools = [
  tool({
    name: 'list_entities',
    title: 'List ad objects',
    description:
      'Accounts, campaigns, ad sets, ads and keywords with status, budget and KPI profile.',
    effect: 'read',
    input: z.strictObject({
      shop_id: shopId,
      connector_id: connectorId.optional(),
      level: level.optional(),
      search: z.string().min(1).max(100).optional().describe('Part of a name, or a whole id.'),
      ...page,
    }),
    run: (ctx, { shop_id, connector_id, ...rest }) =>
      listEntities(ctx, { shopId: shop_id, connectorId: connector_id, ...rest }),
  }),
  tool({
    name: 'list_kpi_profiles',
    title: 'List KPI profiles',
    description: 'What a shop’s ads can be for, and the targets asked of them.',
    effect: 'read',
    input: z.strictObject({ shop_id: shopId }),
    run: async (ctx, { shop_id }) => ({ items: await listKpiProfiles(ctx, { shopId: shop_id }) }),
  }),
  tool({
    name: 'list_rule_templates',
    title: 'List rule templates',
    description: 'The rules there are, what each looks for and proposes, and its parameters.',
    effect: 'read',
    input: z.strictObject({}),
    run: async (ctx) => ({ items: await listRuleTemplates(ctx) }),
  }),
  tool({
    name: 'list_rules',
    title: 'List rules of a shop',
    description: 'Rules with state, parameters and their last judgement. Only people change rules.',
    effect: 'read',
    input: z.strictObject({ shop_id: shopId }),
    run: async (ctx, { shop_id }) => ({ items: await listRules(ctx, { shopId: shop_id }) }),
  }),
  tool({
    name: 'get_rule',
    title: 'One rule',
    description: 'A rule with its versions and what it found last.',
    effect: 'read',
    input: z.strictObject({ shop_id: shopId, rule_id: z.uuid() }),
    run: (ctx, { shop_id, rule_id }) => getRule(ctx, { shopId: shop_id, ruleId: rule_id }),
  }),
  tool({
    name: 'backtest_rule',
    title: 'Backtest a rule',
    description:
      'What a rule, or parameters not yet saved, would have done over past days as they were known then, and ' +
      'what each firing would have saved or lost. Stores and proposes nothing.',
    effect: 'read',
    input: z.strictObject({
      shop_id: shopId,
      rule: ruleToTest,
      from: day,
      to: day,
      compare: ruleToTest.optional().describe('A second one over the same days.'),
    }),
    run: async (ctx, { shop_id, rule, from, to, compare }) =>
      cutFirings(
        await backtestRule(ctx, {
          shopId: shop_id,
          rule: toTest(rule),
          from,
          to,
          compare: compare && toTest(compare),
        }),
      ),
  }),
];
