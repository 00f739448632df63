import type { Proposal } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { toProposal } from './proposal-record.ts';

/** Proposals with what surrounds them; row level security is the transaction's. */
export function selectProposals(trx: Trx) {
  return trx
    .selectFrom('app_dashboard.action_proposals as p')
    .innerJoin('app_dashboard.shops as s', 's.id', 'p.shop_id')
    .innerJoin('app_dashboard.connectors as c', (join) =>
      join.onRef('c.shop_id', '=', 'p.shop_id').onRef('c.id', '=', 'p.connector_id'),
    )
    .leftJoin('app_dashboard.rules as r', (join) =>
      join.onRef('r.shop_id', '=', 'p.shop_id').onRef('r.id', '=', 'p.rule_id'),
    )
    .leftJoin('app_dashboard.executions as e', (join) =>
      join.onRef('e.shop_id', '=', 'p.shop_id').onRef('e.proposal_id', '=', 'p.id'),
    )
    .selectAll('p')
    .select(['s.name as shop_name', 'c.name as connector_name', 'c.platform'])
    .select(['r.name as rule_name', 'r.template as rule_template'])
    .select(['e.id as execution_id', 'e.status as execution_status', 'e.error_code'])
    .select(['e.error_message', 'e.finished_at as execution_finished_at', 'e.verdict']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectProposals>['execute']>>[number];

export function proposalView(row: Row): Proposal {
  const proposal = toProposal(row);
  return {
    id: row.id,
    short_id: row.short_id,
    shop_id: row.shop_id,
    shop_name: row.shop_name,
    connector_id: row.connector_id,
    connector_name: row.connector_name,
    platform: row.platform,
    kind: row.kind,
    subject: row.subject,
    level: row.level,
    entity_id: row.entity_id,
    entity_name: row.entity_name,
    status: row.status,
    risk: row.risk,
    requires_approval: row.requires_approval,
    executable: row.executable,
    source: row.source,
    rule: ruleOf(row),
    proposed_by: row.proposed_by,
    reason: proposal.reason,
    diff: proposal.diff,
    diff_hash: row.diff_hash,
    evidence: proposal.evidence,
    reversible: row.inverse !== null,
    irreversible_reason: row.irreversible_reason,
    undoes: row.undoes,
    superseded_by: row.superseded_by,
    expires_at: row.expires_at.toISOString(),
    snoozed_until: instant(row.snoozed_until),
    decision: decisionOf(row),
    execution: executionOf(row),
    revision: row.revision,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A rule is archived, never deleted, so its name is there as long as the shop is. */
const ruleOf = (row: Row): Proposal['rule'] =>
  row.rule_id === null || row.rule_version === null
    ? null
    : {
        id: row.rule_id,
        name: row.rule_name ?? '',
        template: row.rule_template ?? '',
        version: row.rule_version,
      };

const decisionOf = (row: Row): Proposal['decision'] =>
  row.decided_at && row.decided_by && row.decided_via
    ? {
        at: row.decided_at.toISOString(),
        by: row.decided_by,
        by_name: row.decided_by_name,
        via: row.decided_via,
        reason: row.decision_reason,
      }
    : null;

const executionOf = (row: Row): Proposal['execution'] =>
  row.execution_id && row.execution_status
    ? {
        id: row.execution_id,
        status: row.execution_status,
        error: row.error_code ? { code: row.error_code, message: row.error_message ?? '' } : null,
        finished_at: instant(row.execution_finished_at),
        verdict: row.verdict,
      }
    : null;
