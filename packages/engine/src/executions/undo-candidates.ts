import { type Action, AppError, type FieldChange } from '@commerce/core';
import type { AppDashboardExecutions, Db } from '@commerce/db';
import type { Selectable } from 'kysely';
import { isRowId, requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';

export interface UndoInput {
  /** Limits `since` to one shop; without one: every shop who asks may change. */
  shopId?: string | undefined;
  /** Either these, */
  executionIds?: readonly string[] | undefined;
  /** or everything executed since then (ISO 8601). */
  since?: string | undefined;
}

/** An execution with what taking it back needs. */
export interface UndoTarget {
  execution: Selectable<AppDashboardExecutions>;
  change: FieldChange;
  inverse: Action | null;
  irreversibleReason: string | null;
}

const AT_MOST = 500;

/**
 * The executions meant, newest first: where the same object was changed twice the later change goes first.
 * Those that are undone, or take something back themselves, are left out of `since`.
 * @throws AppError `invalid_input`, `not_found` for a shop of others
 */
export async function findUndoTargets(ctx: EngineContext, input: UndoInput): Promise<UndoTarget[]> {
  const since = sinceOf(input);
  const { user } = ctx.actor;
  if (input.shopId !== undefined) await requireShop(ctx.db, ctx.actor, input.shopId, 'read');
  const ids = (input.executionIds ?? []).filter(isRowId);
  if (since === null && ids.length === 0) return [];
  const rows = await selectTargets(ctx.db)
    .$if(since === null, (query) => query.where('e.id', 'in', ids))
    .$if(since !== null, (query) =>
      query
        .where('e.started_at', '>=', since as Date)
        .where('e.status', '=', 'executed')
        .where('e.undo_of', 'is', null),
    )
    .$if(input.shopId !== undefined, (query) =>
      query.where('e.shop_id', '=', input.shopId as string),
    )
    .$if(user !== null, (query) => query.where('s.agency_id', '=', user?.agencyId ?? ''))
    // Owners see every shop; changes of shops that others do not see must not count against them.
    .$if(user !== null && user.role !== 'AGENCY_OWNER', (query) =>
      query.where('e.shop_id', 'in', (eb) =>
        eb
          .selectFrom('app_dashboard.user_shops as us')
          .select('us.shop_id')
          .where('us.user_id', '=', user?.id ?? ''),
      ),
    )
    .orderBy('e.started_at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(AT_MOST + 1)
    .execute();
  if (rows.length > AT_MOST) {
    throw new AppError(
      'invalid_input',
      `More than ${AT_MOST} changes are meant; choose a later instant or a single shop`,
    );
  }
  return rows.flatMap(
    ({ diff, inverse, irreversible_reason: irreversibleReason, ...execution }) => {
      const [change] = diff as FieldChange[];
      if (!change) return [];
      return [{ execution, change, inverse: inverse as Action | null, irreversibleReason }];
    },
  );
}

function sinceOf({ executionIds, since }: UndoInput): Date | null {
  const instant = new Date(since ?? Number.NaN);
  if ((executionIds === undefined) === (since === undefined)) {
    throw new AppError('invalid_input', 'Name the executions, or an instant since which');
  }
  if (since === undefined) return null;
  if (Number.isNaN(instant.getTime())) {
    throw new AppError('invalid_input', `"${since.slice(0, 40)}" is no point in time`);
  }
  return instant;
}

const selectTargets = (db: Db) =>
  db
    .selectFrom('app_dashboard.executions as e')
    .innerJoin('app_dashboard.shops as s', 's.id', 'e.shop_id')
    .innerJoin('app_dashboard.action_proposals as p', (join) =>
      join.onRef('p.shop_id', '=', 'e.shop_id').onRef('p.id', '=', 'e.proposal_id'),
    )
    .selectAll('e')
    .select(['p.diff', 'p.inverse', 'p.irreversible_reason']);

/** Why an execution cannot be taken back, whatever the platform shows; null when it can be tried. */
export function notUndoable({
  status,
  undo_of,
  reversible,
}: {
  status: Selectable<AppDashboardExecutions>['status'];
  undo_of: string | null;
  reversible: boolean;
}): { code: string; message: string } | null {
  if (status === 'undone') return { code: 'already_undone', message: 'It was undone already' };
  if (undo_of !== null) {
    const message = 'It takes a change back itself; propose that change anew instead';
    return { code: 'is_an_undo', message };
  }
  if (status === 'executing' || status === 'unknown_outcome') {
    const message = 'It is not finished yet; undo it when its outcome is known';
    return { code: 'not_executed', message };
  }
  if (status === 'failed') {
    return { code: 'not_executed', message: 'It failed, so there is nothing to take back' };
  }
  return reversible
    ? null
    : { code: 'irreversible', message: 'What was there before is not known or cannot be restored' };
}
