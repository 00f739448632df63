import { type Execution, type FieldChange, type JsonObject, sameValue } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { laterChanges } from './same-object.ts';
import { notUndoable } from './undo-candidates.ts';

/** Executions with what surrounds them, as people see them; row level security is the transaction's. */
export async function readExecutions(
  trx: Trx,
  narrow: (all: ReturnType<typeof selectExecutions>) => ReturnType<typeof selectExecutions>,
): Promise<Execution[]> {
  const rows = await narrow(selectExecutions(trx)).execute();
  const later = await laterChanges(trx, rows);
  return rows.map((row) => executionView(row, later.has(row.id)));
}

function selectExecutions(trx: Trx) {
  return trx
    .selectFrom('app_dashboard.executions as e')
    .innerJoin('app_dashboard.shops as s', 's.id', 'e.shop_id')
    .innerJoin('app_dashboard.connectors as c', (join) =>
      join.onRef('c.shop_id', '=', 'e.shop_id').onRef('c.id', '=', 'e.connector_id'),
    )
    .innerJoin('app_dashboard.action_proposals as p', (join) =>
      join.onRef('p.shop_id', '=', 'e.shop_id').onRef('p.id', '=', 'e.proposal_id'),
    )
    .leftJoin('core_warehouse.entities as o', (join) =>
      join
        .onRef('o.shop_id', '=', 'e.shop_id')
        .onRef('o.connector_id', '=', 'e.connector_id')
        .onRef('o.level', '=', 'p.level')
        .onRef('o.external_id', '=', 'e.entity_id'),
    )
    .selectAll('e')
    .select(['s.name as shop_name', 'c.platform'])
    .select(['p.kind as proposal_kind', 'p.level as proposal_level', 'p.diff', 'p.inverse'])
    .select(['o.external_id as known', 'o.status as now_status'])
    .select(['o.daily_budget as now_daily_budget', 'o.lifetime_budget as now_lifetime_budget']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectExecutions>['execute']>>[number];

function executionView(row: Row, wentOn: boolean): Execution {
  const diff = row.diff as FieldChange[];
  const reason = undoRefusal(row, diff[0], wentOn);
  return {
    id: row.id,
    shop_id: row.shop_id,
    shop_name: row.shop_name,
    proposal_id: row.proposal_id,
    connector_id: row.connector_id,
    platform: row.platform,
    kind: row.proposal_kind,
    level: row.proposal_level,
    entity_id: row.entity_id,
    entity_name: row.entity_name,
    status: row.status,
    step: row.step,
    mode: row.mode,
    executed_by: row.executed_by,
    executed_by_name: row.executed_by_name,
    executed_via: row.executed_via,
    diff,
    before: row.before as JsonObject | null,
    after: row.after as JsonObject | null,
    request: row.request as JsonObject | null,
    response: row.response as JsonObject | null,
    error: row.error_code ? { code: row.error_code, message: row.error_message ?? '' } : null,
    undo_of: row.undo_of,
    undone_by: row.undone_by,
    undoable: reason === null,
    not_undoable_reason: reason,
    observe_until: row.observe_until,
    verdict: row.verdict,
    verdict_detail: row.verdict_detail as JsonObject | null,
    started_at: row.started_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}

/** Why it cannot be undone as far as is known here; the platform itself is asked when somebody tries. */
function undoRefusal(row: Row, change: FieldChange | undefined, wentOn: boolean): string | null {
  const not = notUndoable({ ...row, reversible: row.inverse !== null });
  if (not) return not.code;
  if (!change) return 'irreversible';
  if (wentOn) return 'drifted';
  const now = { status: row.now_status, daily_budget: row.now_daily_budget };
  const known = { ...now, lifetime_budget: row.now_lifetime_budget }[change.field];
  return row.known === null || sameValue(change.field, known, change.after) ? null : 'drifted';
}
