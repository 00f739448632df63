import { PlatformError } from '@commerce/core';
import type { ReadContext } from '../../platform/stream.ts';
import { ask } from '../client.ts';
import { bulkFailure, startError } from '../errors.ts';
import { BULK_POLL, BULK_RECENT, BULK_RUN } from '../queries/control.ts';
import { type BulkOperation, pollSchema, runningSchema, runSchema } from '../schemas.ts';

const FIRST_POLL_MS = 1_000;
const LONGEST_POLL_MS = 20_000;
const SLOT_WAIT_MS = 15_000;
/** After this long without a free slot the job gives its worker back and is tried again later. */
const SLOT_TRIES = 40;
/** Shopify lets an operation run for ten days at most. */
const LONGEST_RUN_MS = 10 * 86_400_000;

export type BulkContext = Pick<ReadContext, 'connection' | 'signal' | 'state' | 'saveState'>;

const ENDED_WITHOUT_RESULT = new Set(['FAILED', 'CANCELED', 'EXPIRED']);

async function poll(context: BulkContext, id: string): Promise<BulkOperation | null> {
  const { data } = await ask(context.connection, BULK_POLL, pollSchema, {
    variables: { id },
    signal: context.signal,
  });
  return data.bulkOperation;
}

/** An operation of ours with this very query that was started after `notBefore`: its start's answer got lost. */
async function findStarted(
  context: BulkContext,
  query: string,
  notBefore: string,
): Promise<BulkOperation | null> {
  const { data } = await ask(context.connection, BULK_RECENT, runningSchema, {
    signal: context.signal,
  });
  const found = data.bulkOperations.nodes.find(
    (node) =>
      node.query.trim() === query.trim() &&
      Date.parse(node.createdAt) >= Date.parse(notBefore) &&
      !ENDED_WITHOUT_RESULT.has(node.status) &&
      node.status !== 'CANCELING',
  );
  return found ? poll(context, found.id) : null;
}

async function startOnce(
  context: BulkContext,
  query: string,
  notBefore: string,
): Promise<BulkOperation> {
  try {
    const { data } = await ask(context.connection, BULK_RUN, runSchema, {
      variables: { query },
      signal: context.signal,
      retryLost: false,
    });
    const { bulkOperation, userErrors } = data.bulkOperationRunQuery;
    const [refusal] = userErrors;
    if (refusal) throw startError(refusal.code, refusal.message);
    if (!bulkOperation) throw startError(null, 'no operation and no reason were given.');
    return bulkOperation;
  } catch (error) {
    if (!(error instanceof PlatformError) || error.kind !== 'unavailable') throw error;
    const started = await findStarted(context, query, notBefore);
    if (started) return started;
    throw error;
  }
}

/** Starts the operation; while all five places are taken it waits for one. */
async function start(
  context: BulkContext,
  query: string,
  notBefore: string,
): Promise<BulkOperation> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce(context, query, notBefore);
    } catch (error) {
      const isFull =
        error instanceof PlatformError &&
        (error.platformCode === 'OPERATION_IN_PROGRESS' || error.platformCode === 'LIMIT_REACHED');
      if (!isFull || attempt >= SLOT_TRIES) throw error;
      await context.connection.sleep(SLOT_WAIT_MS, context.signal);
    }
  }
}

async function untilEnded(context: BulkContext, started: BulkOperation): Promise<BulkOperation> {
  let operation = started;
  let wait = FIRST_POLL_MS;
  const deadline = context.connection.now().getTime() + LONGEST_RUN_MS;
  while (['CREATED', 'RUNNING', 'CANCELING'].includes(operation.status)) {
    if (context.connection.now().getTime() > deadline) {
      throw bulkFailure('TIMEOUT', `Operation ${operation.id} has run for ten days.`);
    }
    await context.connection.sleep(wait, context.signal);
    wait = Math.min(LONGEST_POLL_MS, wait * 1.5);
    const now = await poll(context, operation.id);
    if (!now) throw bulkFailure(null, `Operation ${operation.id} is no longer known to Shopify.`);
    operation = now;
  }
  return operation;
}

const savedId = (context: BulkContext): string | null => {
  const id = context.state?.bulk_operation_id;
  return typeof id === 'string' ? id : null;
};

/** The operation an earlier attempt started, if it can still deliver. */
async function reattach(context: BulkContext): Promise<BulkOperation | null> {
  const id = savedId(context);
  if (id === null) return null;
  const operation = await poll(context, id);
  if (operation === null || ENDED_WITHOUT_RESULT.has(operation.status)) return null;
  return operation;
}

/**
 * Runs a bulk query to its end: takes up the operation an earlier attempt saved, or starts one and saves
 * its id at once. Returns it as COMPLETED or FAILED.
 * @param notBefore an operation started earlier than this does not cover the slice
 * @throws PlatformError when it cannot be started, or was canceled or forgotten
 */
export async function runBulk(
  context: BulkContext,
  query: string,
  notBefore: string,
): Promise<BulkOperation> {
  let operation = await reattach(context);
  if (operation === null) {
    operation = await start(context, query, notBefore);
    await context.saveState({ bulk_operation_id: operation.id });
  }
  const ended = await untilEnded(context, operation);
  if (ended.status === 'COMPLETED' || ended.status === 'FAILED') return ended;
  if (ended.status === 'CANCELED') {
    throw bulkFailure(
      'CANCELED',
      `Operation ${ended.id} was canceled in Shopify; nothing of it was used.`,
    );
  }
  throw bulkFailure(ended.status, `Operation ${ended.id} ended as ${ended.status}.`);
}
