import { type JsonObject, PlatformError, type SyncNote, syncNote } from '@commerce/core';
import type { Page, ReadContext } from '../../platform/stream.ts';
import { bulkFailure, drift } from '../errors.ts';
import { mapInTurns } from '../map-in-turns.ts';
import { assemble, type AssemblyProof, UnplacedLine } from '../reassembly/assemble.ts';
import type { Shape } from '../reassembly/shape.ts';
import type { BulkOperation } from '../schemas.ts';
import { download, ResultExpired } from './download.ts';
import { runBulk } from './operation.ts';

const OBJECTS_PER_PAGE = 1_000;

export interface BulkRead {
  query: string;
  shape: Shape;
  /** Whole objects as bytes of JSON → a page. */
  toPage(objects: readonly Buffer[]): Page;
  /** The instant this read must cover; an operation started before it is not taken up. */
  notBefore: string;
}

export interface BulkProof {
  expected: number | null;
  received: number;
  /** When Shopify created the operation, by its own clock. */
  startedAt: string;
  notes: SyncNote[];
}

async function* pagesOf(
  context: ReadContext,
  read: BulkRead,
  link: string,
  size: number | null,
): AsyncGenerator<Page, AssemblyProof, void> {
  const objects = assemble(download(context.connection, link, context.signal), {
    shape: read.shape,
    scratchDir: context.scratchDir,
    size,
    batch: OBJECTS_PER_PAGE,
  });
  try {
    for (;;) {
      const next = await objects.next();
      if (next.done) return next.value;
      yield await mapInTurns(next.value, (objects) => read.toPage(objects));
    }
  } catch (error) {
    if (!(error instanceof UnplacedLine)) throw error;
    throw drift(`The bulk result cannot be put together: ${error.message}`, error.line, {
      cause: error,
    });
  } finally {
    await objects.return({} as AssemblyProof);
  }
}

/** A result that is shorter than Shopify said is not a result. */
function isShort(operation: BulkOperation, proof: AssemblyProof): boolean {
  const { fileSize, objectCount, rootObjectCount } = operation;
  return (
    (fileSize != null && proof.bytes < fileSize) ||
    (objectCount != null && proof.lines < objectCount) ||
    (rootObjectCount != null && proof.roots + proof.repeated < rootObjectCount)
  );
}

const incomplete = (
  { objectCount, fileSize }: BulkOperation,
  proof: AssemblyProof,
): PlatformError =>
  new PlatformError(
    'unavailable',
    `The bulk result is incomplete: ${proof.lines} of ${objectCount ?? '?'} objects, ${proof.bytes} of ${fileSize ?? '?'} bytes. What came was kept, the cursor did not move, it will be read again`,
    { platformCode: 'incomplete_result' },
  );

/** The next attempt starts an operation of its own instead of taking up this one. */
const forget = (context: ReadContext): Promise<void> => context.saveState({});

function notesOf(operation: BulkOperation, proof: AssemblyProof): SyncNote[] {
  const notes: SyncNote[] = [];
  if (proof.repeated > 0) {
    const count = String(proof.repeated);
    const text = `${count} objects came twice in the bulk result; the last one was taken`;
    notes.push(syncNote('repeated_objects', text, { count }));
  }
  if (operation.objectCount != null && proof.lines > operation.objectCount) {
    const values = { counted: String(operation.objectCount), sent: String(proof.lines) };
    const text = `Shopify counted ${values.counted} objects and sent ${values.sent}`;
    notes.push(syncNote('more_than_counted', text, values));
  }
  return notes;
}

/** Partial data is stored, because every row is an upsert, and the slice fails all the same. */
async function* failed(
  context: ReadContext,
  read: BulkRead,
  operation: BulkOperation,
): AsyncGenerator<Page, never, void> {
  let kept = 'Nothing came of it.';
  if (operation.partialDataUrl != null && operation.errorCode !== 'ACCESS_DENIED') {
    try {
      const proof = yield* pagesOf(
        context,
        read,
        operation.partialDataUrl,
        operation.fileSize ?? null,
      );
      kept = `The ${proof.roots} objects it had delivered were stored; the cursor did not move.`;
    } catch {
      kept = 'What it had delivered could not be read to its end; the cursor did not move.';
    }
  }
  throw bulkFailure(operation.errorCode, kept);
}

async function* completed(
  context: ReadContext,
  read: BulkRead,
  operation: BulkOperation,
): AsyncGenerator<Page, BulkProof, void> {
  const expected = operation.rootObjectCount ?? operation.objectCount ?? null;
  const base = { expected, startedAt: operation.createdAt };
  if (operation.url == null) {
    if (expected !== 0) {
      await forget(context);
      throw new PlatformError(
        'unavailable',
        `Shopify counted ${expected ?? 'an unknown number of'} objects but gave no result; it will be read again`,
        { platformCode: 'no_result' },
      );
    }
    return { ...base, received: 0, notes: [] };
  }
  const proof = yield* pagesOf(context, read, operation.url, operation.fileSize ?? null);
  if (isShort(operation, proof)) {
    await forget(context);
    throw incomplete(operation, proof);
  }
  return { ...base, received: proof.roots + proof.repeated, notes: notesOf(operation, proof) };
}

/**
 * Reads everything a bulk query finds, as pages of whole objects.
 * @throws PlatformError `unavailable` for a result that is shorter than promised, `schema_drift` for
 * lines that cannot be placed, and the operation's own failure.
 */
export async function* readBulk(
  context: ReadContext,
  read: BulkRead,
): AsyncGenerator<Page, BulkProof, void> {
  const operation = await runBulk(context, read.query, read.notBefore);
  if (operation.status === 'FAILED') return yield* failed(context, read, operation);
  try {
    return yield* completed(context, read, operation);
  } catch (error) {
    if (!(error instanceof ResultExpired)) throw error;
    const { connection, signal } = context;
    const saveState = (state: JsonObject): Promise<void> => context.saveState(state);
    const afresh = { connection, signal, state: null, saveState };
    const again = await runBulk(afresh, read.query, connection.now().toISOString());
    if (again.status === 'FAILED') return yield* failed(context, read, again);
    return yield* completed(context, read, again);
  }
}
