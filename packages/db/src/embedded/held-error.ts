import type { OwnerRecord } from './owner-record.ts';

/** Another process holds the data directory. `pid` is the process to stop or to use instead. */
export class DataDirectoryHeldError extends Error {
  override readonly name = 'DataDirectoryHeldError';
  readonly code = 'DATA_DIRECTORY_HELD';
  readonly dataDir: string;
  readonly pid: number;
  readonly host: string;

  constructor(dataDir: string, holder: OwnerRecord) {
    super(
      `The data directory ${dataDir} is in use by process ${holder.pid} on ${holder.host} ` +
        `(since ${holder.takenAt}). Nothing was changed. Stop that process, or choose another ` +
        'data directory.',
    );
    this.dataDir = dataDir;
    this.pid = holder.pid;
    this.host = holder.host;
  }
}
