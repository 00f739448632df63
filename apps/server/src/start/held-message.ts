import type { DataDirectoryHeldError } from '@commerce/db';
import { EXIT } from '../exit-codes.ts';
import { OperatorError } from '../operator-error.ts';
import { readRunning } from './running-file.ts';

/** Says who holds the data directory, and where it can be reached. */
export function heldMessage(error: DataDirectoryHeldError): OperatorError {
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
