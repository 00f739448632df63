import {
  addDays,
  dayOf,
  gateFindings,
  historyAt,
  inScope,
  evaluateRule,
  type PastFiring,
  type ReplayInput,
  type RuleScope,
  RULE_TEMPLATES,
  type AccountHistory,
  type RuleTemplate,
} from '@commerce/core';
import { withSystem } from '@commerce/db';
import { refuseMcp } from '../access/refuse-mcp.ts';
import { requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { type AdAccount, loadAdAccount } from './ad-account.ts';
import { claimJudgement, dropClaim } from './claim-judgement.ts';
import { loadHistory } from './load-history.ts';
import { loadPastFirings } from './past-firings.ts';
import { loadRules, type RuleRecord } from './rule-record.ts';
import { type RuleJudgement, storeJudgement } from './store-judgement.ts';

export interface ConnectorJudgement {
  /** False: somebody else judged the account meanwhile, nothing was written. */
  judged: boolean;
  as_of: string;
  rules: number;
  findings: number;
  /** Proposals that are new, also those that took an older one's place. */
  proposals: number;
}

/**
 * Judges an ad account by all enabled and shadow rules of its shop, with what is known now. Enabled rules raise
 * proposals within their cooldown, daily limit and quiet hours; shadow rules only keep what they found.
 * @throws AppError `not_found`, `forbidden`
 */
export async function evaluateConnector(
  ctx: EngineContext,
  input: { shopId: string; connectorId: string },
): Promise<ConnectorJudgement> {
  refuseMcp(ctx.actor);
  await requireShop(ctx.db, ctx.actor, input.shopId, 'manage');
  await loadAdAccount(ctx.db, input);
  const claim = await claimJudgement(ctx, input);
  if (claim === null) return nothing(ctx.now());
  return await evaluateClaimed(ctx, input, claim);
}

/** The same for whoever has claimed the account; a failure makes it due again. */
export async function evaluateClaimed(
  ctx: EngineContext,
  key: { shopId: string; connectorId: string },
  claim: Date,
): Promise<ConnectorJudgement> {
  try {
    const asOf = ctx.now();
    const { account, rules, input } = await read(ctx, key, asOf);
    const history = input && historyAt(input, asOf.getTime());
    const judgements: RuleJudgement[] = [];
    for (const one of history ? rules : []) {
      // One rule that cannot judge, after an upgrade perhaps, must not silence the others.
      try {
        judgements.push(judgeRule(history as AccountHistory, account, asOf, one));
      } catch (error) {
        const { id, name } = one.rule;
        ctx.log.error({ ...key, rule: id, name, error: String(error) }, 'A rule could not judge');
      }
    }
    const outcomes = await storeJudgement(ctx, account, judgements, { asOf, claim });
    if (outcomes === null) return nothing(asOf);
    const raised = outcomes.filter((one) => one === 'proposed' || one === 'superseded_older');
    return {
      judged: true,
      as_of: asOf.toISOString(),
      rules: judgements.length,
      findings: outcomes.length,
      proposals: raised.length,
    };
  } catch (error) {
    await dropClaim(ctx, key, claim).catch(() => {});
    throw error;
  }
}

const nothing = (asOf: Date): ConnectorJudgement => ({
  judged: false,
  as_of: asOf.toISOString(),
  rules: 0,
  findings: 0,
  proposals: 0,
});

interface Known {
  account: AdAccount;
  rules: { rule: RuleRecord; template: RuleTemplate; scope: RuleScope; past: PastFiring[] }[];
  input: ReplayInput | null;
}

/** Everything a judgement stands on, in one snapshot. */
async function read(
  ctx: EngineContext,
  key: { shopId: string; connectorId: string },
  asOf: Date,
): Promise<Known> {
  return await withSystem(
    ctx.db,
    async (trx) => {
      const account = await loadAdAccount(trx, key);
      const rules: Known['rules'] = [];
      for (const rule of await loadRules(trx, key.shopId, ['enabled', 'shadow'])) {
        const { connector_ids } = rule.scope;
        if (connector_ids.length > 0 && !connector_ids.includes(account.id)) continue;
        const template = RULE_TEMPLATES.find(({ key }) => key === rule.template);
        if (!template) {
          ctx.log.error({ rule: rule.id, template: rule.template }, 'A rule’s template is gone');
          continue;
        }
        const past = await loadPastFirings(trx, rule, account.id, asOf);
        rules.push({ rule, template, scope: rule.scope, past });
      }
      if (rules.length === 0) return { account, rules, input: null };
      const today = dayOf(asOf, account.timezone);
      const judged = { from: today, to: today };
      const wanted = { judged, until: today, moments: [asOf], reads: 'last' as const, rules };
      return { account, rules, input: await loadHistory(trx, ctx, account, wanted) };
    },
    { accessMode: 'read only', isolationLevel: 'repeatable read' },
  );
}

function judgeRule(
  history: AccountHistory,
  account: AdAccount,
  asOf: Date,
  { rule, template, past }: Known['rules'][number],
): RuleJudgement {
  const findings = evaluateRule(template, history, rule.parameters, rule.scope);
  const gates = {
    cooldownHours: rule.cooldownHours,
    dailyLimit: rule.dailyLimit,
    quiet: rule.quiet,
    timezone: account.shopTimezone,
  };
  const outcomes = gateFindings(findings, gates, asOf.getTime(), past);
  return {
    rule,
    lastDay: history.days[history.end] ?? addDays(history.today, -1),
    entities: inScope(template, rule.scope, history).length,
    findings: findings.map((finding, index) => ({ finding, gate: outcomes[index] ?? 'pass' })),
  };
}
