/**
 * A backup is gzip over lines of JSON: one header, then for every table a table line followed by its
 * rows, then an end line with the counts. A row is an array of column values as Postgres prints them
 * (ISO dates, UTC), or null. Without the end line a file is incomplete.
 */
export interface BackupHeader {
  format: 'commerce-backup';
  formatVersion: 1;
  createdAt: string;
  /** Applied migrations, oldest first; the last one is the schema's version. */
  migrations: { version: string; name: string | null; checksum: string | null }[];
}

export interface TableLine {
  table: string;
  columns: string[];
}

export interface EndLine {
  end: true;
  rows: Record<string, number>;
}

export type RowLine = (string | null)[];

export type BackupLine = BackupHeader | TableLine | RowLine | EndLine;

/** What was written or read, by table. */
export interface BackupSummary {
  /** Version of the newest migration. */
  schemaVersion: string;
  createdAt: string;
  rows: Record<string, number>;
}

export interface BackupProgress {
  table: string;
  rows: number;
}

export function serialise(line: BackupLine): string {
  return `${JSON.stringify(line)}\n`;
}
