import { AppError, type LiveState, liveValue, PlatformError, sameValue } from '@commerce/core';
import { withSystem } from '@commerce/db';
import type { EngineContext } from '../context.ts';
import { demandReauth } from '../sync/settle-connector.ts';
import { type HeldExecution, letGo, updateHeld } from './execution-record.ts';
import { openActions, type OpenActions } from './open-actions.ts';
import { type ExecutionFailure, settleExecuted, settleFailed } from './settle-execution.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Waits between looks after the platform said yes: it shows the new value within seconds. */
const AFTER_YES_MS = [500, SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND];

/** Waits between looks after the answer was lost: a request that is on its way may still be done. */
const AFTER_NOTHING_MS = [
  ...[2 * SECOND, 5 * SECOND, 15 * SECOND, MINUTE],
  ...[3 * MINUTE, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE],
];

/** Until the next try when not even looking works; such tries are not counted. */
const UNREADABLE_MS = 5 * MINUTE;
/** However long the platform asks not to be read: who waits for the outcome looks at it the same day. */
const LONGEST_PAUSE_MS = 6 * 60 * MINUTE;
/** When looking has not worked for so long, it will not: the object is gone, or the account was given up. */
const GIVEN_UP_MS = 7 * 24 * 60 * MINUTE;

/**
 * Reads the object until it shows what was written. Waits that end after `until` are left to the worker. The
 * end is the platform's own word: executed only when it shows the value, failed only when it keeps showing
 * another, or nothing at all for a week.
 * @param open null where the account was not opened yet
 */
export async function confirm(
  ctx: EngineContext,
  held: HeldExecution,
  open: OpenActions | null,
  { until, signal }: { until: Date; signal?: AbortSignal | undefined },
): Promise<void> {
  const waits = held.execution.status === 'unknown_outcome' ? AFTER_NOTHING_MS : AFTER_YES_MS;
  for (;;) {
    const live = await look(ctx, held, open);
    if (!live) return;
    const { field, after } = held.change;
    if (sameValue(field, liveValue(live, field), after)) {
      return await settleExecuted(ctx, held, live);
    }
    const { rereads } = held.execution;
    const wait = waits[rereads];
    if (wait === undefined) return await settleFailed(ctx, held, notShown(held, live));
    const next = new Date(ctx.now().getTime() + wait);
    const later = next > until || signal?.aborted === true;
    await updateHeld(ctx.db, ctx, held, { rereads: rereads + 1, ...(later && letGo(next)) });
    if (later) return;
    await ctx.sleep(wait);
  }
}

/** The object as it is, or null when it cannot be read now: then it is looked at again later. */
async function look(
  ctx: EngineContext,
  held: HeldExecution,
  open: OpenActions | null,
): Promise<LiveState | null> {
  try {
    const { actions, connection } = open ?? (await openActions(ctx, held.execution.connector_id));
    return await actions.read(connection, held.action);
  } catch (error) {
    if (!(error instanceof PlatformError || error instanceof AppError)) throw error;
    const platform = error instanceof PlatformError ? error : null;
    const { execution } = held;
    const now = ctx.now().getTime();
    if (now - execution.started_at.getTime() > GIVEN_UP_MS) {
      await settleFailed(ctx, held, unreadable(held, error.message));
      return null;
    }
    const pause = Math.max(UNREADABLE_MS, platform?.retryAfterMs ?? 0);
    const next = new Date(now + Math.min(pause, LONGEST_PAUSE_MS));
    await withSystem(ctx.db, async (trx) => {
      await updateHeld(trx, ctx, held, { error_message: error.message, ...letGo(next) });
      if (platform?.kind !== 'credentials') return;
      const connector = { shopId: execution.shop_id, id: execution.connector_id };
      const failure = { code: platform.kind, message: error.message, since: execution.started_at };
      await demandReauth(trx, ctx, connector, failure);
    });
    return null;
  }
}

const unreadable = ({ execution }: HeldExecution, why: string): ExecutionFailure => ({
  code: 'unreadable',
  message: `Whether the change was made is not known: ${execution.entity_name} could not be read for a week (${why}). Look on the platform itself`,
});

function notShown({ change, execution }: HeldExecution, live: LiveState): ExecutionFailure {
  const now = liveValue(live, change.field);
  const took = execution.status === 'unknown_outcome' ? 'never answered' : 'said yes';
  if (sameValue(change.field, now, change.before)) {
    return {
      code: 'not_applied',
      message: `The platform ${took}, but ${live.name} still is ${change.before ?? 'unset'}: the change was not made`,
    };
  }
  return {
    code: 'drifted',
    message: `The platform ${took}, but ${live.name} is ${now ?? 'not set'} now, neither the old nor the new value: somebody else changed it`,
  };
}
