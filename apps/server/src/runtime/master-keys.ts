import { existsSync } from 'node:fs';
import { AppError } from '@commerce/core';
import { loadKeyFile, type MasterKey, parseMasterKeys } from '@commerce/engine';
import type { ServerConfig } from '../config.ts';
import { EXIT } from '../exit-codes.ts';
import { OperatorError } from '../operator-error.ts';

export interface LoadedKeys {
  keys: MasterKey[];
  /** The file that was made just now: the operator must be told to back it up. */
  createdFile: string | null;
}

/** Whether there are keys already, in the settings or in their file. */
export const keysAreGiven = ({ masterKeys }: Pick<ServerConfig, 'masterKeys'>): boolean =>
  'text' in masterKeys || existsSync(masterKeys.file);

/**
 * The keys that protect stored credentials. Only a laptop's own data directory gets a new key by itself: a
 * hosted database may hold secrets of the key that is missing.
 * @throws OperatorError
 */
export async function loadMasterKeys(config: ServerConfig): Promise<LoadedKeys> {
  try {
    if ('text' in config.masterKeys) {
      return { keys: parseMasterKeys(config.masterKeys.text), createdFile: null };
    }
    const { file } = config.masterKeys;
    if (config.database.kind === 'hosted' && !existsSync(file)) {
      throw new OperatorError(
        `The master key file ${file} does not exist. Nothing was started, because a new key could not read ` +
          'what is stored already. Restore the file; for a new database make it with: node -p ' +
          `"'k1:' + crypto.randomBytes(32).toString('base64')" > ${file} && chmod 600 ${file}`,
        { exitCode: EXIT.usage },
      );
    }
    const { keys, created } = await loadKeyFile(file);
    return { keys, createdFile: created ? file : null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const source = 'text' in config.masterKeys ? 'COMMERCE_MASTER_KEYS' : config.masterKeys.file;
    throw new OperatorError(
      `The master keys (${source}) cannot be used, so nothing was started: ${error.message}.`,
      { exitCode: EXIT.usage, cause: error },
    );
  }
}
