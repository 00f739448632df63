import type { AuditAction, JsonObject } from '@commerce/core';
import { sql } from 'kysely';
import { requireShop } from '../access/require-shop.ts';
import type { Actor, EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import { cutPage, decodeCursor, MAX_PAGE } from '../lists/time-cursor.ts';

/** One audited act. `at`: ISO 8601; `before` and `after` never hold secrets. */
export interface AuditItem {
  id: string;
  at: string;
  shop_id: string | null;
  shop_name: string | null;
  actor: { type: Actor['type']; id: string; name: string | null };
  via: string | null;
  action: AuditAction;
  entity_type: string | null;
  entity_id: string | null;
  before: JsonObject | null;
  after: JsonObject | null;
  request_id: string | null;
}

type AuditRow = Omit<AuditItem, 'at' | 'actor'> & {
  at: Date;
  cursor_at: string;
  actor_type: Actor['type'];
  actor_id: string | null;
  actor_name: string | null;
};

/**
 * What was done, newest first: of one shop, or of everything the person may see.
 * @param input.hideReads leaves out what AI assistants only looked at
 * @throws AppError `not_found` for a shop that is none of theirs, `invalid_input` for a foreign cursor
 */
export async function listAudit(
  ctx: EngineContext,
  input: {
    shopId?: string | undefined;
    hideReads?: boolean;
    limit: number;
    cursor?: string | undefined;
  },
): Promise<{ items: AuditItem[]; next_cursor: string | null }> {
  const shop = input.shopId === undefined ? null : input.shopId;
  if (shop !== null) await requireShop(ctx.db, ctx.actor, shop, 'read');
  const limit = Math.min(input.limit, MAX_PAGE);
  const after = decodeCursor(input.cursor);
  const found = await readAsActor(ctx, async (trx) => {
    const { rows } = await sql<AuditRow>`
      select a.id::text as id, a.at, a.shop_id, s.name as shop_name, a.actor_type, a.actor_id,
        u.display_name as actor_name, a.via, a.action, a.target_type as entity_type,
        a.target_id as entity_id, a.before, a.after, a.request_id,
        to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as cursor_at
      from app_dashboard.audit_log a
      left join app_dashboard.shops s on s.id = a.shop_id
      left join app_dashboard.users u on a.actor_type = 'user' and u.id::text = a.actor_id
      where (${shop}::uuid is null or a.shop_id = ${shop}::uuid)
        and (not ${input.hideReads ?? false} or a.action <> 'mcp.read')
        and (${after?.at ?? null}::timestamptz is null
          or (a.at, a.id::text) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::text))
      order by a.at desc, a.id::text desc
      limit ${limit + 1}
    `.execute(trx);
    return rows;
  });
  const { rows, next } = cutPage(found, limit, (row) => row.cursor_at);
  return {
    items: rows.map(toItem),
    next_cursor: next,
  };
}

function toItem({ at, actor_type, actor_id, actor_name, ...row }: AuditRow): AuditItem {
  return {
    id: row.id,
    at: at.toISOString(),
    shop_id: row.shop_id,
    shop_name: row.shop_name,
    actor: { type: actor_type, id: actor_id ?? '', name: actor_name },
    via: row.via,
    action: row.action,
    entity_type: row.entity_type,
    entity_id: row.entity_id,
    before: row.before,
    after: row.after,
    request_id: row.request_id,
  };
}
