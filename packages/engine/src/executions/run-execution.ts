import { AppError, dayOf, type LiveState, PlatformError, redraft } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { requireShop } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { checkCaps } from '../caps/check-caps.ts';
import { loadConnector } from '../connectors/connector-record.ts';
import type { EngineContext } from '../context.ts';
import { findStop, stopWords } from '../stops/find-stop.ts';
import { holdStops } from '../stops/hold-stops.ts';
import { LeaseLostError } from '../sync/sync-failure.ts';
import { confirm } from './confirm.ts';
import { connectorRefusal } from './connector-refusal.ts';
import { type HeldExecution, letGo, updateHeld } from './execution-record.ts';
import { keepHeld, type KeptExecution } from './keep-held.ts';
import { openActions, type OpenActions } from './open-actions.ts';
import {
  type ExecutionFailure,
  isNamed,
  settleDrifted,
  settleFailed,
  settleUnknown,
} from './settle-execution.ts';

export interface RunOptions {
  /** Waits that would end later are left to the worker. */
  until: Date;
  signal?: AbortSignal | undefined;
}

/** Times an execution may start anew before it is given up; nothing was sent in any of them. */
const MAX_STARTS = 5;
const DEFAULT_WAIT_MS = 60_000;
const FAULT_WAIT_MS = 60_000;

/**
 * Carries a claimed execution as far as it goes: reads, checks, sends once, reads back. Starts where it was
 * left; from the moment the write may have been sent it only reads.
 */
export async function runExecution(
  ctx: EngineContext,
  held: HeldExecution,
  options: RunOptions,
): Promise<void> {
  const kept = keepHeld(ctx, held);
  try {
    await advance(ctx, held, options, kept);
  } catch (error) {
    // Whoever has it now goes on.
    if (!(error instanceof LeaseLostError)) await giveBack(ctx, held, error);
  } finally {
    await kept.release();
  }
}

async function advance(
  ctx: EngineContext,
  held: HeldExecution,
  options: RunOptions,
  kept: KeptExecution,
): Promise<void> {
  const { status, step } = held.execution;
  if (status === 'executing' && step === 'claimed') {
    const open = await prepare(ctx, held);
    if (!open || !(await send(ctx, held, open, kept))) return;
    return await confirm(ctx, held, open, options);
  }
  if (status === 'executing' && step === 'writing') {
    await settleUnknown(
      ctx,
      held,
      'The process stopped while the change was being sent; it is being found out whether it was made',
    );
  }
  await confirm(ctx, held, null, options);
}

/** Everything before the write. Null when it ended here. */
async function prepare(ctx: EngineContext, held: HeldExecution): Promise<OpenActions | null> {
  try {
    const open = await openActions(ctx, held.execution.connector_id);
    const live = await open.actions.read(open.connection, held.action);
    const keep = isNamed(held.proposal) ? 'amount' : 'share';
    const found = redraft(held.change, live, keep);
    if (found.outcome !== 'unchanged') {
      await settleDrifted(ctx, held, live, found);
      return null;
    }
    await open.actions.preview?.(open.connection, held.action);
    const refused = await commitToWriting(ctx, held, open, live);
    if (!refused) return open;
    await settleFailed(ctx, held, refused);
  } catch (error) {
    await settleBefore(ctx, held, error);
  }
  return null;
}

/**
 * The last look before sending, and the mark that from here on the platform may have it, in one transaction:
 * a kill switch that is committed earlier holds.
 */
async function commitToWriting(
  ctx: EngineContext,
  held: HeldExecution,
  { actions, connection }: OpenActions,
  live: LiveState,
): Promise<ExecutionFailure | null> {
  const { execution, proposal, action, change } = held;
  const request = actions.describe(connection, action);
  return await withSystem(ctx.db, async (trx) => {
    if (proposal.expires_at <= ctx.now()) {
      const message = 'The proposal expired before it could be sent; nothing was changed';
      return { code: 'expired', message };
    }
    const shop = await requireShop(trx, SYSTEM, execution.shop_id, 'read');
    await holdStops(trx, [shop.agencyId], 'writing');
    const stop = await findStop(trx, shop);
    if (stop) return { code: 'stopped', message: stopWords(stop) };
    const connector = await loadConnector(trx, { connectorId: execution.connector_id });
    const closed = connectorRefusal(ctx, connector, action);
    if (closed) return closed;
    // It may have waited past midnight: it counts on the day it is sent.
    const accountDay = dayOf(ctx.now(), connector.timezone ?? connector.shopTimezone);
    const capped = await checkCaps(trx, ctx, {
      connector,
      action,
      change,
      undo: execution.undo_of !== null,
      accountDay,
      executionId: execution.id,
    });
    if (capped) return capped;
    await updateHeld(trx, ctx, held, {
      step: 'writing',
      account_day: accountDay,
      before: JSON.stringify(live),
      request: JSON.stringify(request),
    });
    await recordAudit(trx, ctx, {
      action: 'execution.send',
      shopId: execution.shop_id,
      targetType: 'execution',
      targetId: execution.id,
      before: { ...live },
      after: request,
    });
    return null;
  });
}

const SYSTEM = { type: 'system', id: 'executions', user: null } as const;

/** Sends the write, once. True when the platform took it or may have taken it. */
async function send(
  ctx: EngineContext,
  held: HeldExecution,
  { actions, connection }: OpenActions,
  kept: KeptExecution,
): Promise<boolean> {
  kept.assert();
  const { lease_expires_at: leaseEnd } = held.execution;
  // Whoever took over meanwhile only reads; a late write would escape it.
  if (leaseEnd === null || leaseEnd <= ctx.now()) throw new LeaseLostError();
  try {
    const { response } = await actions.execute(connection, held.action);
    await updateHeld(ctx.db, ctx, held, {
      step: 'written',
      written_at: ctx.now(),
      response: JSON.stringify(response),
      rereads: 0,
    });
    return true;
  } catch (error) {
    if (error instanceof LeaseLostError) throw error;
    const refused = error instanceof PlatformError && error.kind !== 'unknown_outcome';
    if (refused) {
      await settleBefore(ctx, held, error);
      return false;
    }
    await settleUnknown(ctx, held, wordsOf(error));
    return true;
  }
}

/** A failure that leaves no doubt that nothing was changed: tried again where waiting helps, else the end. */
async function settleBefore(
  ctx: EngineContext,
  held: HeldExecution,
  error: unknown,
): Promise<void> {
  if (error instanceof LeaseLostError) throw error;
  if (error instanceof PlatformError) {
    const { kind, message, retryAfterMs } = error;
    if (kind === 'credentials') {
      return await settleFailed(ctx, held, { code: kind, message, reauth: true });
    }
    const waits = ['rate_limited', 'unavailable', 'cancelled', 'unknown_outcome'].includes(kind);
    if (waits && (await startLater(ctx, held, kind, message, retryAfterMs))) return;
    return await settleFailed(ctx, held, { code: kind, message });
  }
  if (error instanceof AppError) {
    const reauth = error.code === 'secret_unreadable';
    const code =
      (error.details as { code?: string } | undefined)?.code === 'read_only_connector'
        ? 'read_only_connector'
        : error.code;
    return await settleFailed(ctx, held, { code, message: error.message, reauth });
  }
  throw error;
}

/** Puts the start off. False when there were too many already or the proposal would expire meanwhile. */
async function startLater(
  ctx: EngineContext,
  held: HeldExecution,
  code: string,
  message: string,
  waitMs: number = DEFAULT_WAIT_MS,
): Promise<boolean> {
  const attempts = held.execution.attempts + 1;
  const next = new Date(ctx.now().getTime() + waitMs);
  // The other way round an instant beyond all calendars would count as in time.
  const inTime = next < held.proposal.expires_at;
  if (attempts >= MAX_STARTS || !inTime) return false;
  await updateHeld(ctx.db, ctx, held, {
    step: 'claimed',
    attempts,
    error_code: code,
    error_message: message,
    ...letGo(next),
  });
  return true;
}

/** A fault of ours. Before the write it starts anew, a few times; after it the worker reads on. */
async function giveBack(ctx: EngineContext, held: HeldExecution, error: unknown): Promise<void> {
  ctx.log.error(
    { execution: held.execution.id, step: held.execution.step, error: String(error) },
    'An execution met a fault of this product',
  );
  const message = `A fault of this product, not of the platform: ${wordsOf(error)}`;
  const attempts = held.execution.attempts + 1;
  if (held.execution.step === 'claimed' && attempts >= MAX_STARTS) {
    return await settleFailed(ctx, held, { code: 'internal', message });
  }
  const next = new Date(ctx.now().getTime() + FAULT_WAIT_MS);
  await updateHeld(ctx.db, ctx, held, {
    attempts,
    error_code: 'internal',
    error_message: message,
    ...letGo(next),
  }).catch((cause: unknown) => {
    ctx.log.error({ execution: held.execution.id, error: String(cause) }, 'It waits for its lease');
  });
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
