import type { EntityLevel, Finding, Subject } from '@commerce/core';
import type { Db } from '@commerce/db';
import { sql } from 'kysely';
import type { FindingOutcome, RuleEvaluationView, RuleFindingView } from './rule-view.ts';

const SHOWN = { evaluations: 20, findings: 50 } as const;

type EvaluationRow = Omit<RuleEvaluationView, 'as_of'> & { rule_id: string; as_of: Date };

/** The newest evaluation of each rule of a shop, by rule id. */
export async function loadLastEvaluations(
  db: Db,
  shopId: string,
): Promise<Map<string, RuleEvaluationView>> {
  const { rows } = await sql<EvaluationRow>`
    select e.* from app_dashboard.rules r
    cross join lateral (
      select id, rule_id, rule_version, connector_id, as_of, last_complete_day, state, entities, findings
      from app_dashboard.rule_evaluations
      where shop_id = r.shop_id and rule_id = r.id
      order by as_of desc, id limit 1
    ) e
    where r.shop_id = ${shopId}::uuid`.execute(db);
  return new Map(rows.map((row) => [row.rule_id, toView(row)]));
}

/** What a rule judged and found last, newest first. */
export async function loadEvaluations(
  db: Db,
  key: { shopId: string; ruleId: string },
): Promise<{ evaluations: RuleEvaluationView[]; findings: RuleFindingView[] }> {
  const evaluations = await sql<EvaluationRow>`
    select id, rule_id, rule_version, connector_id, as_of, last_complete_day, state, entities, findings
    from app_dashboard.rule_evaluations
    where shop_id = ${key.shopId}::uuid and rule_id = ${key.ruleId}::uuid
    order by as_of desc, id
    limit ${SHOWN.evaluations}`.execute(db);
  const findings = await sql<FindingRow>`
    select evaluation_id, connector_id, level, entity_id, subject, as_of, finding, outcome, proposal_id
    from app_dashboard.rule_findings
    where shop_id = ${key.shopId}::uuid and rule_id = ${key.ruleId}::uuid
    order by as_of desc, level, entity_id, subject
    limit ${SHOWN.findings}`.execute(db);
  return {
    evaluations: evaluations.rows.map(toView),
    findings: findings.rows.map((row) => ({ ...row, as_of: row.as_of.toISOString() })),
  };
}

type FindingRow = {
  evaluation_id: string;
  connector_id: string;
  level: EntityLevel;
  entity_id: string;
  subject: Subject;
  as_of: Date;
  finding: Finding;
  outcome: FindingOutcome;
  proposal_id: string | null;
};

const toView = ({ rule_id: _rule, ...row }: EvaluationRow): RuleEvaluationView => ({
  ...row,
  as_of: row.as_of.toISOString(),
});
