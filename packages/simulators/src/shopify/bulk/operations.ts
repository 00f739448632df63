import type { ShopSession } from '../session.ts';
import { gid } from '../state/ids.ts';
import type { BulkFate, BulkOperation, UserError } from './operation.ts';
import { type BulkRows, bulkRows } from './rows.ts';
import { bulkRuleViolations } from './rules.ts';
import type { ResultStorage } from './storage.ts';

const MAX_RUNNING = 5;
const SEVEN_DAYS = 7 * 86_400_000;

export interface BulkPace {
  /** Reads of an operation until it is finished; the first read finds it running. */
  polls: number;
  /** Simulated milliseconds after which an operation is finished at its next read. */
  afterMs: number;
}

interface Job {
  operation: BulkOperation;
  fate: BulkFate;
  polls: number;
  rows: BulkRows | null;
}

export type RunPayload = { bulkOperation: BulkOperation | null; userErrors: UserError[] };

/** The bulk operations of one app in one shop. */
export class BulkOperations {
  readonly #session: ShopSession;
  readonly #storage: ResultStorage;
  readonly #pace: BulkPace;
  readonly #jobs = new Map<string, Job>();
  #nextId: number;
  nextFate: () => BulkFate = () => null;
  onFinish: (operation: BulkOperation) => void = () => undefined;

  constructor(session: ShopSession, storage: ResultStorage, pace: BulkPace, firstId: number) {
    this.#session = session;
    this.#storage = storage;
    this.#pace = pace;
    this.#nextId = firstId;
  }

  start(query: string, groupObjects: boolean, now: number): RunPayload {
    const violations = bulkRuleViolations(this.#session.schema, query);
    if (violations.length > 0) {
      const errors = violations.map((message) => ({ field: ['query'], message, code: 'INVALID' }));
      return { bulkOperation: null, userErrors: errors };
    }
    const open = [...this.#jobs.values()].filter(
      ({ operation }) => isOpen(operation) || operation.status === 'CANCELING',
    );
    if (open.length >= MAX_RUNNING) return inProgress(open.map(({ operation }) => operation.id));
    const operation: BulkOperation = {
      __typename: 'BulkOperation',
      id: gid('BulkOperation', String(this.#nextId++)),
      type: 'QUERY',
      status: 'CREATED',
      errorCode: null,
      query,
      groupObjects,
      createdAt: now,
      completedAt: null,
      objectCount: 0,
      rootObjectCount: 0,
      fileSize: null,
      url: null,
      partialDataUrl: null,
    };
    this.#jobs.set(operation.id, { operation, fate: this.nextFate(), polls: 0, rows: null });
    return { bulkOperation: { ...operation }, userErrors: [] };
  }

  /** Reads one operation; reading is what moves it forward. Null for an unknown id. */
  look(id: string, now: number): BulkOperation | null {
    const job = this.#jobs.get(id);
    if (!job) return null;
    this.#step(job, now, 1);
    return { ...job.operation };
  }

  all(): BulkOperation[] {
    return [...this.#jobs.values()].map(({ operation }) => operation);
  }

  /** Brings every operation whose time has come to its end, without a read. */
  settle(now: number): void {
    for (const job of this.#jobs.values()) {
      const { operation } = job;
      if (operation.status === 'CANCELING') this.#step(job, now, 0);
      else if (isOpen(operation) && now - operation.createdAt >= this.#pace.afterMs) {
        this.#step(job, now, this.#pace.polls);
      }
    }
  }

  /** Finishes everything that is open, whatever its pace. */
  finishAll(now: number): void {
    for (const job of this.#jobs.values()) this.#step(job, now, this.#pace.polls);
  }

  cancel(id: string): RunPayload {
    const job = this.#jobs.get(id);
    if (!job) return refused(null, ['id'], 'Bulk operation does not exist');
    const { operation } = job;
    if (isOpen(operation)) {
      operation.status = 'CANCELING';
      return { bulkOperation: { ...operation }, userErrors: [] };
    }
    const state = operation.status.toLowerCase();
    const message = `A bulk operation cannot be canceled when it is ${state}`;
    return refused({ ...operation }, null, message);
  }

  #step(job: Job, now: number, polls: number): void {
    const { operation } = job;
    if (operation.status === 'CANCELING') {
      operation.status = 'CANCELED';
      this.onFinish(operation);
      return;
    }
    if (operation.status === 'COMPLETED' && isPast(operation, now)) operation.status = 'EXPIRED';
    if (!isOpen(operation)) return;
    job.polls += polls;
    job.rows ??= this.#read(operation, now);
    operation.status = 'RUNNING';
    const late = now - operation.createdAt >= this.#pace.afterMs;
    if (job.polls >= this.#pace.polls || late) return this.#finish(job, job.rows, now);
    const share = job.polls / this.#pace.polls;
    operation.objectCount = Math.floor(job.rows.lines.length * share);
    operation.rootObjectCount = Math.floor(job.rows.roots * share);
  }

  #read({ query, groupObjects, id }: BulkOperation, now: number): BulkRows {
    return bulkRows(this.#session, query, groupObjects, now, id);
  }

  #finish(job: Job, rows: BulkRows, now: number): void {
    const { operation, fate } = job;
    operation.completedAt = now;
    operation.objectCount = rows.lines.length;
    operation.rootObjectCount = rows.roots;
    const failure = rows.errors[0];
    if (failure || fate === 'bulk_failed' || fate === 'bulk_partial') {
      operation.status = 'FAILED';
      const denied = failure?.extensions?.code === 'ACCESS_DENIED';
      operation.errorCode = denied ? 'ACCESS_DENIED' : 'INTERNAL_SERVER_ERROR';
      if (fate === 'bulk_partial') this.#savePartial(operation, rows, now);
    } else {
      operation.status = 'COMPLETED';
      const lines = fate === 'bulk_zero_rows' ? [] : rows.lines;
      const savedAt = fate === 'bulk_url_expired' ? now - 2 * SEVEN_DAYS : now;
      if (rows.lines.length > 0) operation.url = this.#save(operation, lines, savedAt);
    }
    job.rows = null;
    this.onFinish(operation);
  }

  #savePartial(operation: BulkOperation, rows: BulkRows, now: number): void {
    const half = rows.lines.slice(0, Math.ceil(rows.lines.length / 2));
    operation.errorCode = 'TIMEOUT';
    operation.objectCount = half.length;
    operation.partialDataUrl = this.#save(operation, half, now);
  }

  #save(operation: BulkOperation, lines: readonly Buffer[], savedAt: number): string {
    const content = Buffer.concat(lines);
    operation.fileSize = content.length;
    const number = operation.id.slice(operation.id.lastIndexOf('/') + 1);
    const name = `${this.#session.shop.profile.key}-bulk-${number}.jsonl`;
    return this.#storage.save(name, content, savedAt);
  }
}

function isOpen(operation: BulkOperation): boolean {
  return operation.status === 'CREATED' || operation.status === 'RUNNING';
}

function isPast(operation: BulkOperation, now: number): boolean {
  return operation.completedAt !== null && now > operation.completedAt + SEVEN_DAYS;
}

function inProgress(ids: readonly string[]): RunPayload {
  const prefix = 'A bulk query operation for this app and shop is already in progress';
  const message = `${prefix}: ${ids.join(', ')}.`;
  return {
    bulkOperation: null,
    userErrors: [{ field: null, code: 'OPERATION_IN_PROGRESS', message }],
  };
}

function refused(
  bulkOperation: BulkOperation | null,
  field: string[] | null,
  message: string,
): RunPayload {
  return { bulkOperation, userErrors: [{ field, message }] };
}
