import type { Client } from '@commerce/api/client';
import type { Answer } from '../api/problem.ts';
import { ask } from '../api/server.ts';
import type { BacktestReport, Rule, RuleDetail, RuleTemplate } from '../api/types.ts';
import { apiOrigin } from '../config.ts';

export type BacktestWish = Parameters<Client['rules']['backtest']>[1];

export const readTemplates = (shopId: string): Promise<Answer<RuleTemplate[]>> =>
  ask(async (client) => (await client.rules.templates(shopId)).items);

export const readRules = (shopId: string): Promise<Answer<Rule[]>> =>
  ask(async (client) => (await client.rules.list(shopId)).items);

export const readRule = (shopId: string, ruleId: string): Promise<Answer<RuleDetail>> =>
  ask((client) => client.rules.get(shopId, ruleId));

/** Computes and stores nothing; it is a POST only because what is asked is large, so it names its origin. */
export const readBacktest = (shopId: string, wish: BacktestWish): Promise<Answer<BacktestReport>> =>
  ask((client) => client.rules.backtest(shopId, wish, { headers: { origin: apiOrigin() } }));
