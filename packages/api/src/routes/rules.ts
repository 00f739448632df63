import {
  archiveRule,
  backtestRule,
  createRule,
  getRule,
  listRules,
  listRuleTemplates,
  updateRule,
} from '@commerce/engine';
import type { z } from '@hono/zod-openapi';
import { Done } from '../contract/auth.ts';
import { BacktestReport, RunBacktest } from '../contract/backtests.ts';
import { pageOf } from '../contract/envelope.ts';
import {
  CreateRule,
  Rule,
  RuleDetail,
  RuleParams,
  RuleTemplate,
  RuleTemplatesQuery,
  type RuleToTest,
  UpdateRule,
} from '../contract/rules.ts';
import { endpoint } from '../endpoint/endpoint.ts';
import { ShopParams } from './shop-params.ts';

const tag = 'Rules';

const templates = endpoint({
  method: 'get',
  path: '/api/v1/rule-templates',
  tag,
  summary: 'The rules there are, with their parameters',
  access: 'read',
  audit: { records: 'nothing', because: 'says what the product can do' },
  query: RuleTemplatesQuery,
  data: pageOf(RuleTemplate),
  errors: ['not_found'],
  handle: async ({ ctx, query }) => ({
    items: await listRuleTemplates(ctx, { shopId: query.shop_id }),
    next_cursor: null,
  }),
});

const list = endpoint({
  method: 'get',
  path: '/api/v1/shops/{shop_id}/rules',
  aliases: ['/api/v1/stores/{shop_id}/rules'],
  tag,
  summary: 'A shop’s rules with their last judgement',
  access: 'read',
  audit: { records: 'nothing', because: 'reads rules under row level security' },
  params: ShopParams,
  data: pageOf(Rule),
  errors: ['not_found'],
  handle: async ({ ctx, params }) => ({
    items: await listRules(ctx, { shopId: params.shop_id }),
    next_cursor: null,
  }),
});

const create = endpoint({
  method: 'post',
  path: '/api/v1/shops/{shop_id}/rules',
  aliases: ['/api/v1/stores/{shop_id}/rules'],
  tag,
  summary: 'Switch on a rule from a template',
  description:
    'For managers. A rule begins in `shadow` unless told otherwise: it judges and keeps what it found, and ' +
    'proposes nothing. Parameters left out are the template’s.',
  access: 'write',
  audit: { records: ['rule.create'] },
  params: ShopParams,
  body: CreateRule,
  data: Rule,
  status: 201,
  errors: ['not_found'],
  handle: ({ ctx, params, body }) =>
    createRule(ctx, {
      shopId: params.shop_id,
      template: body.template,
      name: body.name,
      state: body.state,
      parameters: body.parameters,
      scope: body.scope,
      cooldownHours: body.cooldown_hours,
      dailyLimit: body.daily_limit,
      quietHours: body.quiet_hours,
    }),
});

const read = endpoint({
  method: 'get',
  path: '/api/v1/shops/{shop_id}/rules/{rule_id}',
  aliases: ['/api/v1/stores/{shop_id}/rules/{rule_id}'],
  tag,
  summary: 'One rule with its versions and what it found last',
  access: 'read',
  audit: { records: 'nothing', because: 'reads a rule under row level security' },
  params: RuleParams,
  data: RuleDetail,
  errors: ['not_found'],
  handle: ({ ctx, params }) => getRule(ctx, { shopId: params.shop_id, ruleId: params.rule_id }),
});

const update = endpoint({
  method: 'patch',
  path: '/api/v1/shops/{shop_id}/rules/{rule_id}',
  aliases: ['/api/v1/stores/{shop_id}/rules/{rule_id}'],
  tag,
  summary: 'Change a rule, or switch it',
  description:
    'For managers. What decides the rule’s findings makes a new version; name and state do not. Proposals ' +
    'that are open already stay.',
  access: 'write',
  audit: { records: ['rule.update'] },
  params: RuleParams,
  body: UpdateRule,
  data: Rule,
  errors: ['not_found', 'conflict'],
  handle: ({ ctx, params, body }) =>
    updateRule(ctx, {
      shopId: params.shop_id,
      ruleId: params.rule_id,
      expectVersion: body.expect_version,
      name: body.name,
      state: body.state,
      parameters: body.parameters,
      scope: body.scope,
      cooldownHours: body.cooldown_hours,
      dailyLimit: body.daily_limit,
      quietHours: body.quiet_hours,
    }),
});

const archive = endpoint({
  method: 'delete',
  path: '/api/v1/shops/{shop_id}/rules/{rule_id}',
  aliases: ['/api/v1/stores/{shop_id}/rules/{rule_id}'],
  tag,
  summary: 'Put a rule away; what it did stays explained',
  access: 'write',
  audit: { records: ['rule.archive'] },
  params: RuleParams,
  data: Done,
  errors: ['not_found'],
  async handle({ ctx, params }) {
    await archiveRule(ctx, { shopId: params.shop_id, ruleId: params.rule_id });
    return { done: true as const };
  },
});

const backtest = endpoint({
  method: 'post',
  path: '/api/v1/shops/{shop_id}/backtests',
  aliases: ['/api/v1/stores/{shop_id}/backtests'],
  tag,
  summary: 'What a rule would have done over past days',
  description:
    'Replays a rule, a version of it or parameters not yet saved over stored history as it was known on each ' +
    'day, and says in the light of the final numbers what each firing would have saved or lost. `compare` ' +
    'runs a second one over the same days. Nothing is stored or proposed.',
  access: 'read',
  audit: { records: 'nothing', because: 'computes from what may be read and stores nothing' },
  limit: 'compute',
  params: ShopParams,
  body: RunBacktest,
  data: BacktestReport,
  errors: ['not_found'],
  handle: ({ ctx, params, body }) =>
    backtestRule(ctx, {
      shopId: params.shop_id,
      rule: ruleToTest(body.rule),
      from: body.from,
      to: body.to,
      compare: body.compare && ruleToTest(body.compare),
    }),
});

const ruleToTest = (rule: z.output<typeof RuleToTest>) =>
  'rule_id' in rule
    ? { ruleId: rule.rule_id, version: rule.version }
    : {
        template: rule.template,
        parameters: rule.parameters,
        scope: rule.scope,
        cooldownHours: rule.cooldown_hours,
        dailyLimit: rule.daily_limit,
        quietHours: rule.quiet_hours,
      };

export const ruleEndpoints = [templates, list, create, read, update, archive, backtest];
