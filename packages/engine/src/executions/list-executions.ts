import { AppError, type Execution, type ExecutionStatus } from '@commerce/core';
import { sql } from 'kysely';
import { isRowId, requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { cutPage, decodeCursor, MAX_PAGE } from '../lists/time-cursor.ts';
import { readAsActor } from '../tenant.ts';
import { readExecutions } from './execution-view.ts';

export interface ListExecutionsInput {
  /** Without one: every shop who asks may see. */
  shopId?: string | undefined;
  status?: ExecutionStatus | undefined;
  /** At most 100. */
  limit: number;
  cursor?: string | null | undefined;
}

/** What was written to platforms, newest first. @throws AppError `not_found` for a shop of others, `invalid_input` */
export async function listExecutions(
  ctx: EngineContext,
  input: ListExecutionsInput,
): Promise<{ items: Execution[]; next_cursor: string | null }> {
  const { shopId, status } = input;
  if (shopId !== undefined) await requireShop(ctx.db, ctx.actor, shopId, 'read');
  const limit = Math.min(Math.max(1, input.limit), MAX_PAGE);
  const after = decodeCursor(input.cursor, isRowId);
  const found = await readAsActor(ctx, (trx) =>
    readExecutions(trx, (all) =>
      all
        .$if(shopId !== undefined, (query) => query.where('e.shop_id', '=', shopId as string))
        .$if(status !== undefined, (query) =>
          query.where('e.status', '=', status as ExecutionStatus),
        )
        .$if(after !== null, (query) =>
          query.where(
            sql<boolean>`(e.started_at, e.id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`,
          ),
        )
        .orderBy('e.started_at', 'desc')
        .orderBy('e.id', 'desc')
        .limit(limit + 1),
    ),
  );
  const { rows, next } = cutPage(found, limit, (row) => row.started_at);
  return { items: rows, next_cursor: next };
}

/** One execution. @throws AppError `not_found`, also for what belongs to others */
export async function getExecution(
  ctx: EngineContext,
  input: { executionId: string },
): Promise<Execution> {
  const [found] = isRowId(input.executionId)
    ? await readAsActor(ctx, (trx) =>
        readExecutions(trx, (all) => all.where('e.id', '=', input.executionId)),
      )
    : [];
  if (!found) throw new AppError('not_found', 'There is no such execution among yours');
  return found;
}
