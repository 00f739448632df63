import type { EntityLevel } from '@commerce/core';
import { sql } from 'kysely';
import { requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import {
  changesMadeElsewhere,
  decisions,
  executions,
  type TimelineScope,
} from './timeline-parts.ts';
import { cutPage, decodeCursor, MAX_PAGE } from '../lists/time-cursor.ts';

/** One thing that happened to an ad object. Instants: ISO 8601; budgets: decimal strings in `currency`, major units. */
export interface TimelineItem {
  id: string;
  /** `execution`: written by this product. `change`: noticed on the platform, made elsewhere. `decision`: a proposal was decided or ended. */
  kind: 'execution' | 'change' | 'decision';
  /** When it was begun, noticed or decided; what the list is ordered by. */
  at: string;
  /** When a change made elsewhere happened, where the platform's own log says; else null. */
  occurred_at: string | null;
  connector_id: string;
  platform: string;
  level: EntityLevel;
  entity_id: string;
  entity_name: string | null;
  field: string | null;
  before: string | null;
  after: string | null;
  /** null where the field is no amount. */
  currency: string | null;
  /** Of an execution its status; of a decision what was decided. */
  status: string | null;
  /** `unknown`: made elsewhere, and the platform's log does not say by whom. `via`: our surface, or the other program. */
  by: { kind: 'commerce' | 'outside' | 'unknown'; name: string | null; via: string | null };
  proposal_id: string | null;
  execution_id: string | null;
  /** Why a decision was made, or what an execution failed of. */
  note: string | null;
}

type TimelineRow = Omit<TimelineItem, 'at' | 'occurred_at' | 'by'> & {
  at: Date;
  cursor_at: string;
  occurred_at: Date | null;
  by_kind: TimelineItem['by']['kind'];
  by_name: string | null;
  by_via: string | null;
};

/**
 * What happened to the ads of a shop, newest first: our own executions, changes that somebody made elsewhere,
 * and decisions on proposals.
 * @throws AppError `not_found` for a shop that is none of theirs, `invalid_input` for a foreign cursor
 */
export async function listTimeline(
  ctx: EngineContext,
  input: {
    shopId: string;
    connectorId?: string | undefined;
    entityId?: string | undefined;
    limit: number;
    cursor?: string | undefined;
  },
): Promise<{ items: TimelineItem[]; next_cursor: string | null }> {
  await requireShop(ctx.db, ctx.actor, input.shopId, 'read');
  const limit = Math.min(input.limit, MAX_PAGE);
  const scope: TimelineScope = {
    shopId: input.shopId,
    connectorId: input.connectorId ?? null,
    entityId: input.entityId ?? null,
    after: decodeCursor(input.cursor),
    rows: limit + 1,
  };
  const found = await readAsActor(ctx, async (trx) => {
    const { rows } = await sql<TimelineRow>`
      select t.*, c.platform,
        to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as cursor_at
      from (
        (${executions(scope)}) union all (${changesMadeElsewhere(scope)}) union all (${decisions(scope)})
      ) t
      join app_dashboard.connectors c on c.shop_id = ${input.shopId}::uuid and c.id = t.connector_id
      order by t.at desc, t.id desc
      limit ${scope.rows}
    `.execute(trx);
    return rows;
  });
  const { rows, next } = cutPage(found, limit, (row) => row.cursor_at);
  return { items: rows.map(toItem), next_cursor: next };
}

function toItem(row: TimelineRow): TimelineItem {
  return {
    id: row.id,
    kind: row.kind,
    at: row.at.toISOString(),
    occurred_at: row.occurred_at?.toISOString() ?? null,
    connector_id: row.connector_id,
    platform: row.platform,
    level: row.level,
    entity_id: row.entity_id,
    entity_name: row.entity_name,
    field: row.field,
    before: row.before,
    after: row.after,
    currency: row.currency,
    status: row.status,
    by: { kind: row.by_kind, name: row.by_name, via: row.by_via },
    proposal_id: row.proposal_id,
    execution_id: row.execution_id,
    note: row.note,
  };
}
