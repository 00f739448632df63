import {
  AppError,
  type Execution,
  liveValue,
  PlatformError,
  sameValue,
  type UndoCandidate,
} from '@commerce/core';
import { requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';
import { readExecutions } from './execution-view.ts';
import { inTurns } from './in-turns.ts';
import { openActions } from './open-actions.ts';
import { underWay, wentOn } from './same-object.ts';
import {
  findUndoTargets,
  notUndoable,
  type UndoInput,
  type UndoTarget,
} from './undo-candidates.ts';

const AT_ONCE = 4;

/**
 * What an undo would take back, newest first, and what not and why; asks the platform how each object stands.
 * Of an object changed several times, a change counts as undoable when the one after it is in the same list and
 * undoable itself. Changes nothing.
 * @throws AppError `invalid_input`, `not_found` for a shop of others
 */
export async function previewUndo(ctx: EngineContext, input: UndoInput): Promise<UndoCandidate[]> {
  const targets = await findUndoTargets(ctx, input);
  if (targets.length === 0) return [];
  const ids = targets.map(({ execution }) => execution.id);
  const found = await readAsActor(ctx, (trx) =>
    readExecutions(trx, (all) => all.where('e.id', 'in', ids)),
  );
  const views = new Map(found.map((execution) => [execution.id, execution]));
  const visible = targets.filter(({ execution }) => views.has(execution.id));
  const refusals = new Map<UndoTarget, Promise<Not | null>>();
  return await inTurns(visible, AT_ONCE, async (target) => {
    const execution = views.get(target.execution.id) as Execution;
    // The list is newest first, so the later change is being asked about already.
    const later = laterInList(visible, target);
    const asked = refusal(ctx, target, (later && refusals.get(later)) ?? null);
    refusals.set(target, asked);
    const not = await asked;
    return {
      execution,
      undoable: not === null,
      code: not?.code ?? null,
      message: not?.message ?? null,
    };
  });
}

type Not = { code: string; message: string };

/** The next change of the same field of the same object, where it is undone before this one. */
const laterInList = (targets: readonly UndoTarget[], target: UndoTarget): UndoTarget | undefined =>
  targets
    .slice(0, targets.indexOf(target))
    .findLast(
      ({ execution, change }) =>
        execution.connector_id === target.execution.connector_id &&
        execution.level === target.execution.level &&
        execution.entity_id === target.execution.entity_id &&
        change.field === target.change.field &&
        sameValue(change.field, change.before, target.change.after),
    );

async function refusal(
  ctx: EngineContext,
  { execution, change, inverse }: UndoTarget,
  later: Promise<Not | null> | null,
): Promise<Not | null> {
  const not = notUndoable({ ...execution, reversible: inverse !== null });
  if (not || !inverse) return not;
  try {
    await requireShop(ctx.db, ctx.actor, execution.shop_id, 'manage');
    if (later) {
      if ((await later) === null) return null;
    } else {
      const busy = await underWay(ctx.db, execution);
      if (busy) return { code: 'not_executed', message: busy };
    }
    const wentFurther = await wentOn(ctx.db, execution);
    if (wentFurther) return { code: 'drifted', message: wentFurther };
    const { actions, connection } = await openActions(ctx, execution.connector_id);
    const now = liveValue(await actions.read(connection, inverse), change.field);
    if (sameValue(change.field, now, change.after)) return null;
    return {
      code: 'drifted',
      message: `${execution.entity_name} was changed since: ${change.field} is ${now ?? 'not set'}, not ${change.after}`,
    };
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden') {
      return { code: 'forbidden', message: error.message };
    }
    if (error instanceof PlatformError || error instanceof AppError) {
      return { code: 'unreachable', message: error.message };
    }
    throw error;
  }
}
