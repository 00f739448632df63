import type { AuditAction, JsonObject } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';

export interface AuditEntry {
  action: AuditAction;
  /** null for what belongs to no shop. */
  shopId: string | null;
  targetType: string;
  targetId: string;
  /** Never secrets. */
  before?: JsonObject | null;
  after?: JsonObject | null;
}

/** Writes who did what, in the transaction that does it. */
export async function recordAudit(
  trx: Trx,
  ctx: Pick<EngineContext, 'actor' | 'now'>,
  entry: AuditEntry,
): Promise<void> {
  const { actor } = ctx;
  await trx
    .insertInto('app_dashboard.audit_log')
    .values({
      agency_id: entry.shopId
        ? sql<string>`(select agency_id from app_dashboard.shops where id = ${entry.shopId})`
        : (actor.user?.agencyId ?? null),
      shop_id: entry.shopId,
      actor_type: actor.type,
      actor_id: actor.id,
      action: entry.action,
      target_type: entry.targetType,
      target_id: entry.targetId,
      before: entry.before ? JSON.stringify(entry.before) : null,
      after: entry.after ? JSON.stringify(entry.after) : null,
      request_id: actor.requestId ?? null,
      ip: actor.ip ?? null,
      via: actor.via ?? null,
      at: ctx.now(),
    })
    .execute();
}
