import { hostname } from 'node:os';
import type { DataDirectoryHeldError } from '@commerce/db';
import { EXIT } from '../exit-codes.ts';
import { OperatorError } from '../operator-error.ts';
import { readRunning } from './running-file.ts';

/** Says who holds the data directory, and where it can be reached. */
export function heldMessage(
  error: Pick<DataDirectoryHeldError, 'dataDir' | 'pid' | 'host'>,
): OperatorError {
  const running = readRunning(error.dataDir);
  const address = running?.pid === error.pid ? running.address : null;
  const where = error.pid === process.pid ? 'This process' : `Process ${error.pid}`;
  return new OperatorError(
    `${where} on ${error.host} already uses the data in ${error.dataDir}` +
      `${address ? ` and serves ${address}` : ''}. Nothing was changed. ` +
      `${address ? 'Open that address, or stop' : 'Stop'} that process first, or choose other data with COMMERCE_DATA_DIR.`,
    { exitCode: EXIT.busy, cause: error },
  );
}

/** The better words for a port that is taken because a running start on the same data has it; null otherwise. */
export function heldByRunning(dataDir: string, error: unknown): OperatorError | null {
  const busy = error instanceof OperatorError && error.exitCode === EXIT.busy;
  const running = busy ? readRunning(dataDir) : null;
  return running && heldMessage({ dataDir, pid: running.pid, host: hostname() });
}
