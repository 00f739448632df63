import { type Finding, subjectOf } from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { raiseProposals } from '../proposals/raise-proposals.ts';
import type { AdAccount } from './ad-account.ts';
import { holdsClaim } from './claim-judgement.ts';
import type { RuleRecord } from './rule-record.ts';
import type { FindingOutcome } from './rule-view.ts';

/** A proposal of a rule is decided by then or goes: figures move on. */
const VALID_MS = 48 * 3_600_000;

/** What one rule saw in an account, and what its gates said of each finding. */
export interface RuleJudgement {
  rule: RuleRecord;
  /** Last account day that was judged. */
  lastDay: string;
  /** Objects that were looked at. */
  entities: number;
  findings: { finding: Finding; gate: 'pass' | 'cooldown' | 'daily_limit' | 'quiet_hours' }[];
}

type Kept = {
  judgement: RuleJudgement;
  finding: Finding;
  outcome: FindingOutcome;
  proposalId: string | null;
};

/**
 * Writes what the rules saw and raises the proposals of those that are enabled, in one transaction.
 * @returns the outcome of every finding; null when the claim was lost and nothing was written
 */
export async function storeJudgement(
  ctx: EngineContext,
  account: AdAccount,
  judgements: readonly RuleJudgement[],
  { asOf, claim }: { asOf: Date; claim: Date },
): Promise<FindingOutcome[] | null> {
  const key = { shopId: account.shopId, connectorId: account.id };
  return await withSystem(ctx.db, async (trx) => {
    if (!(await holdsClaim(trx, key, claim))) return null;
    const kept = await decide(trx, ctx, key, judgements, asOf);
    for (const judgement of judgements) {
      const id = ctx.newId();
      await trx
        .insertInto('app_dashboard.rule_evaluations')
        .values({
          shop_id: key.shopId,
          id,
          rule_id: judgement.rule.id,
          rule_version: judgement.rule.version,
          connector_id: key.connectorId,
          as_of: asOf,
          last_complete_day: judgement.lastDay,
          state: judgement.rule.state === 'shadow' ? 'shadow' : 'enabled',
          entities: judgement.entities,
          findings: judgement.findings.length,
        })
        .execute();
      const own = kept.filter((one) => one.judgement === judgement);
      await insertFindings(trx, key, { id, asOf }, own);
      await dropQuietPredecessors(trx, key, { id, asOf, ruleId: judgement.rule.id });
    }
    return kept.map(({ outcome }) => outcome);
  });
}

/** What becomes of each finding, in order. */
async function decide(
  trx: Trx,
  ctx: EngineContext,
  key: { shopId: string; connectorId: string },
  judgements: readonly RuleJudgement[],
  asOf: Date,
): Promise<Kept[]> {
  const all = judgements.flatMap((judgement) =>
    judgement.findings.map((one) => ({ judgement, ...one })),
  );
  const raising = all.filter(
    ({ judgement, gate }) => gate === 'pass' && judgement.rule.state === 'enabled',
  );
  const raised = await raiseProposals(trx, ctx, {
    ...key,
    candidates: raising.map(({ judgement, finding }) => ({
      finding,
      ruleId: judgement.rule.id,
      ruleVersion: judgement.rule.version,
      expiresAt: new Date(asOf.getTime() + VALID_MS),
    })),
  });
  const results = new Map(raising.map((one, index) => [one, raised[index]]));
  return all.map((one) => {
    const result = results.get(one);
    return {
      judgement: one.judgement,
      finding: one.finding,
      outcome: result?.outcome ?? (one.gate === 'pass' ? 'shadow' : one.gate),
      proposalId: result?.proposalId ?? null,
    };
  });
}

/** Findings that are only held back again for the same reason on the same day are not written again. */
async function insertFindings(
  trx: Trx,
  key: { shopId: string; connectorId: string },
  evaluation: { id: string; asOf: Date },
  kept: readonly Kept[],
): Promise<void> {
  if (kept.length === 0) return;
  const rows = kept.map(({ judgement, finding, outcome, proposalId }) => ({
    rule_id: judgement.rule.id,
    level: finding.level,
    entity_id: finding.entity_id,
    subject: subjectOf(finding.kind),
    finding,
    outcome,
    proposal_id: proposalId,
  }));
  await sql`
    insert into app_dashboard.rule_findings
      (shop_id, evaluation_id, rule_id, connector_id, level, entity_id, subject, as_of, finding, outcome, proposal_id)
    select ${key.shopId}::uuid, ${evaluation.id}::uuid, i.rule_id, ${key.connectorId}::uuid, i.level, i.entity_id,
      i.subject, ${evaluation.asOf}::timestamptz, i.finding, i.outcome, i.proposal_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as i (rule_id uuid, level text, entity_id text,
      subject text, finding jsonb, outcome text, proposal_id uuid)
    where i.outcome not in ('cooldown', 'daily_limit', 'quiet_hours') or not exists (
      select from app_dashboard.rule_findings f
      where f.shop_id = ${key.shopId}::uuid and f.rule_id = i.rule_id and f.connector_id = ${key.connectorId}::uuid
        and f.level = i.level and f.entity_id = i.entity_id and f.subject = i.subject and f.outcome = i.outcome
        and f.as_of > ${evaluation.asOf}::timestamptz - interval '1 day')
    on conflict do nothing`.execute(trx);
}

/** An account is judged many times a day; of the times at which nothing came of it the newest says enough. */
async function dropQuietPredecessors(
  trx: Trx,
  key: { shopId: string; connectorId: string },
  evaluation: { id: string; asOf: Date; ruleId: string },
): Promise<void> {
  await sql`
    delete from app_dashboard.rule_evaluations e
    where e.shop_id = ${key.shopId}::uuid and e.rule_id = ${evaluation.ruleId}::uuid and e.connector_id = ${key.connectorId}::uuid
      and e.id <> ${evaluation.id}::uuid and e.as_of > ${evaluation.asOf}::timestamptz - interval '1 day'
      and not exists (select from app_dashboard.rule_findings f where f.shop_id = e.shop_id and f.evaluation_id = e.id)`.execute(
    trx,
  );
}
