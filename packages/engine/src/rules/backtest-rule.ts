import {
  AppError,
  type BacktestComparison,
  type BacktestReport,
  compareBacktests,
  dailyMoments,
  type Day,
  dayOf,
  daysBetween,
  type Gates,
  isDay,
  type ReplayInput,
  replayRule,
  type RuleParameters,
} from '@commerce/core';
import { requireShop, type ShopFacts } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import { type AdAccount, loadAdAccounts } from './ad-account.ts';
import { loadHistory } from './load-history.ts';
import { type RuleToTest, type TestedRule, testedRule } from './tested-rule.ts';

const MOST_DAYS = 400;
/** When the rule is asked, each day: the platforms have closed the day before, and people are at work. */
const HOUR = 9;

export interface BacktestRuleInput {
  shopId: string;
  rule: RuleToTest;
  /** Days on which the rule is asked, both included; of each account's timezone. */
  from: Day;
  to: Day;
  /** A second one over the same days. */
  compare?: RuleToTest | undefined;
}

/** What a rule would have done with one account; amounts in the account's currency. */
export interface BacktestAccountView extends Omit<BacktestReport, 'from' | 'to'> {
  connector_id: string;
  platform: string;
  name: string;
}

export interface BacktestRunView {
  rule: {
    /** null for one that is not saved. */
    rule_id: string | null;
    version: number | null;
    template: string;
    template_version: number;
    name: string;
    parameters: RuleParameters;
  };
  from: Day;
  to: Day;
  accounts: BacktestAccountView[];
  runtime_ms: number;
}

export interface BacktestView extends BacktestRunView {
  compare: BacktestRunView | null;
  /** The second rule against the first, account by account. */
  comparisons: (BacktestComparison & { connector_id: string })[];
}

/**
 * What a rule would have proposed at nine in the morning of each day, with what was known then, and what the final
 * numbers say about it. Stores nothing.
 * @throws AppError `not_found`; `invalid_input` for settings that cannot be taken, more than 400 days, days yet to
 * come, and when no figures of those days were collected
 */
export async function backtestRule(
  ctx: EngineContext,
  input: BacktestRuleInput,
): Promise<BacktestView> {
  const started = performance.now();
  const shop = await requireShop(ctx.db, ctx.actor, input.shopId, 'read');
  const period = periodOf(input, dayOf(ctx.now(), shop.timezone));
  const { rules, accounts } = await readAsActor(ctx, async (trx) => {
    const wanted = [input.rule, ...(input.compare ? [input.compare] : [])];
    const rules: TestedRule[] = [];
    for (const rule of wanted) rules.push(await testedRule(trx, shop, rule));
    return { rules, accounts: await loadAdAccounts(trx, shop.id) };
  });
  const runs = rules.map((rule) => ({ rule, accounts: [] as BacktestAccountView[], ms: 0 }));
  const comparisons: BacktestView['comparisons'] = [];
  let collected = false;
  for (const account of accounts) {
    const judging = runs.filter(({ rule }) => judges(rule, account));
    if (judging.length === 0) continue;
    const history = await load(
      ctx,
      shop,
      account,
      judging.map(({ rule }) => rule),
      period,
    );
    collected ||= hasFigures(history, period);
    const reports = judging.map((run) => {
      const start = performance.now();
      const report = replayOn(ctx, shop, account, run.rule, history, period);
      run.accounts.push(viewOf(account, report));
      run.ms += performance.now() - start;
      return report;
    });
    const [a, b] = reports;
    if (a && b) comparisons.push({ connector_id: account.id, ...compareBacktests(a, b) });
  }
  if (!collected) throw nothingCollected(shop, period);
  const [first, second] = runs.map(({ rule, accounts, ms }) => ({
    rule: rule.facts,
    ...period,
    accounts,
    runtime_ms: Math.round(ms),
  })) as [BacktestRunView, BacktestRunView?];
  return {
    ...first,
    runtime_ms: Math.round(performance.now() - started),
    compare: second ?? null,
    comparisons,
  };
}

interface Period {
  from: Day;
  to: Day;
}

function periodOf({ from, to }: Period, today: Day): Period {
  if (!isDay(from) || !isDay(to)) {
    throw new AppError('invalid_input', 'from and to must be existing days written YYYY-MM-DD');
  }
  if (from > to) throw new AppError('invalid_input', `from (${from}) lies after to (${to})`);
  if (daysBetween(from, to) >= MOST_DAYS) {
    throw new AppError(
      'invalid_input',
      `A backtest covers at most ${MOST_DAYS} days; ask for fewer`,
    );
  }
  if (from > today) {
    throw new AppError(
      'invalid_input',
      `from (${from}) is yet to come; today in the shop is ${today}`,
    );
  }
  return { from, to: to > today ? today : to };
}

/** Whether there is a figure a rule could have looked at. */
function hasFigures({ rows, days }: ReplayInput, { to }: Period): boolean {
  const last = days.indexOf(to);
  return rows.day.subarray(0, rows.length).some((day) => day <= last);
}

const nothingCollected = (shop: ShopFacts, { from, to }: Period): AppError =>
  new AppError(
    'invalid_input',
    `No figures of an ad account that this rule judges were collected for ${from} to ${to}; connect an account of ${shop.name} or import its history first`,
  );

/** Amounts in one currency say nothing about accounts in another. */
function judges({ scope, template }: TestedRule, account: AdAccount): boolean {
  if (scope.connector_ids.length > 0 && !scope.connector_ids.includes(account.id)) return false;
  const hasMoney = template.parameters.some(({ type }) => type === 'money');
  return !hasMoney || scope.currency === null || scope.currency === account.currency;
}

const gatesOf = (shop: ShopFacts, rule: TestedRule): Gates => ({
  cooldownHours: rule.cooldownHours,
  dailyLimit: rule.dailyLimit,
  quiet: rule.quiet,
  timezone: shop.timezone,
});

/** Moments of the period that have passed. */
function momentsOf(
  ctx: EngineContext,
  shop: ShopFacts,
  account: AdAccount,
  rule: TestedRule,
  period: Period,
): number[] {
  const now = ctx.now().getTime();
  const moments = dailyMoments(period, account.timezone, HOUR, gatesOf(shop, rule));
  return moments.filter((at) => at <= now);
}

async function load(
  ctx: EngineContext,
  shop: ShopFacts,
  account: AdAccount,
  rules: readonly TestedRule[],
  period: Period,
): Promise<ReplayInput> {
  const moments = rules.flatMap((rule) => momentsOf(ctx, shop, account, rule, period));
  const ascending = [...new Set(moments)].sort((a, b) => a - b);
  return await readAsActor(ctx, (trx) =>
    loadHistory(trx, ctx, account, {
      judged: period,
      until: dayOf(ctx.now(), account.timezone),
      moments: ascending.map((at) => new Date(at)),
      rules,
    }),
  );
}

function replayOn(
  ctx: EngineContext,
  shop: ShopFacts,
  account: AdAccount,
  rule: TestedRule,
  history: ReplayInput,
  period: Period,
): BacktestReport {
  const { template, parameters, scope } = rule;
  const replayed = { template, parameters, scope, gates: gatesOf(shop, rule) };
  const moments = momentsOf(ctx, shop, account, rule, period);
  return replayRule(history, replayed, moments, ctx.now().getTime());
}

function viewOf(account: AdAccount, report: BacktestReport): BacktestAccountView {
  const { from: _from, to: _to, ...figures } = report;
  return { connector_id: account.id, platform: account.platform, name: account.name, ...figures };
}
