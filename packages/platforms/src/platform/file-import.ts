import type { JsonObject } from '@commerce/core';
import type { Page } from './stream.ts';

/** What the operator says about a file beyond its bytes. */
export interface FileInput {
  path: string;
  fileName: string;
  /** Facts of the connector the rows will belong to. */
  currency: string | null;
  timezone: string;
  /**
   * `level` for ad reports and whatever else a platform's importer documents. Where the rows will belong to a
   * connected account: its settings, and its id as `account_id`; what the operator said comes first.
   */
  options: JsonObject;
  scratchDir: string;
}

export interface SkippedRows {
  /** Words for a person: "total line", "empty date". */
  reason: string;
  count: number;
  /** First few line numbers, 1-based as an editor shows them. */
  lines: number[];
}

/** What reading the file found, shown before anything is stored. */
export interface FileReport {
  /** `shopify-bulk-jsonl`, `shopify-orders-csv`, `meta-insights`. */
  format: string;
  encoding: string;
  currency: string | null;
  columns: { heading: string; field: string | null }[];
  rows_read: number;
  rows_kept: number;
  skipped: SkippedRows[];
  /** Inclusive days the rows cover, or null when there are none. */
  range: { from: string; to: string } | null;
  /** Sums by field, decimal strings; `file` is the file's own total line where it has one. */
  totals: { field: string; computed: string; file: string | null; matches: boolean | null }[];
  warnings: string[];
}

export interface FileProof {
  report: FileReport;
  stream: string;
  /** Stored rows of these days (and level) that the file does not bring are removed: a second import replaces. */
  replaces: { level: string | null; from: string; to: string } | null;
}

/** The account a file says its rows are of; at least one of the two is there. */
export interface StatedAccount {
  /** As `external_account_id` of a connected account is written. */
  id: string | null;
  name: string | null;
}

/** How files of a platform with several accounts a shop tell whose they are. */
export interface FileAccounts {
  /** An account as the operator named it, written as `external_account_id` is. */
  idOf(text: string): string;
  /**
   * The account the first rows name; null where no column says it. That all rows agree is checked by `read`.
   * @throws AppError `invalid_file` when the file is no table or the account cannot be read
   */
  stated(input: FileInput): Promise<StatedAccount | null>;
}

/**
 * Reads an exported file through the same `map` as the API. Reading it twice gives the same rows.
 * @throws AppError `invalid_file` with line numbers when nothing trustworthy can be read.
 */
export interface FileImport {
  /** Words for the help text: which files are understood. */
  accepts: readonly string[];
  /** Absent where a shop has one account of the platform only. */
  accounts?: FileAccounts;
  read(input: FileInput): AsyncGenerator<Page & { stream: string }, FileProof, void>;
}
