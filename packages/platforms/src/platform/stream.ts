import type {
  CanonicalBatch,
  EntityLevel,
  JobKind,
  JsonObject,
  RawRecord,
  SyncNote,
} from '@commerce/core';
import type { Connection } from './connection.ts';

export interface PlanInput {
  kind: JobKind;
  now: Date;
  /** Timezone of the account; never null in `api` mode. */
  timezone: string;
  /** Where the last successful read of this stream ended, or null before the first. */
  cursor: string | null;
  /** Operator's wish for a rebuild, inclusive days; null = as far as the platform allows. */
  range: { from: string; to: string } | null;
  config: JsonObject;
  /** When the stream was last read successfully; streams that need no reading yet return no slice. */
  lastReadAt: Date | null;
}

/** A range to read as one unit. `key` is unique and stable within its job and stream. */
export interface SlicePlan {
  key: string;
  /** Instants or inclusive days, whatever the stream reads by; shown to people. */
  from: string;
  to: string;
  params?: JsonObject;
}

/** What reading a slice can use beyond the connection. */
export interface ReadContext {
  connection: Connection;
  signal: AbortSignal;
  /** What an earlier attempt saved (a bulk operation id, a report run id), or null. */
  state: JsonObject | null;
  /** Survives a crash: call it as soon as the platform started work for us. */
  saveState(state: JsonObject): Promise<void>;
  /** Directory for large downloads; cleaned by the caller after the slice. */
  scratchDir: string;
}

/** Records and the canonical rows made of them. Written in one transaction; at most a few thousand records. */
export interface Page {
  records: RawRecord[];
  rows: CanonicalBatch;
  /** True where a file says not when its orders changed, so that `source_updated_at` is a guess. */
  undated?: boolean;
}

/** What makes a slice believable, and how far it moves the cursor. */
export interface SliceProof {
  /** Records the platform said there are; null where it does not say. `received` 0 of an expected N is a failure. */
  expected: number | null;
  received: number;
  /** New cursor of the stream, or null to leave it. Stored in the transaction of the last page. */
  cursor: string | null;
  /** First day really covered, in the account's timezone, where the platform shows less than the slice asked for. */
  collectedFrom?: string;
  /** Metrics that this slice read completely: rows stored earlier for this level and these days that it did not bring are removed. */
  covers?: { level: EntityLevel; from: string; to: string };
  /** Facts for the operator: partial data, skipped objects. */
  notes?: SyncNote[];
}

/**
 * One kind of record. `plan` is pure. `read` yields pages and returns the proof; it throws PlatformError
 * and may be called again from the start for the same slice: everything downstream is an upsert.
 */
export interface Stream {
  name: string;
  /** Streams are read in ascending order. */
  order: number;
  plan(input: PlanInput): SlicePlan[];
  read(context: ReadContext, slice: SlicePlan): AsyncGenerator<Page, SliceProof, void>;
}
