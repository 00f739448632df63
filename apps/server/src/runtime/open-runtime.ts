import type { Actor } from '@commerce/engine';
import type { ServerConfig } from '../config.ts';
import type { ServerLog } from '../log/create-log.ts';
import { readRunning } from '../start/running-file.ts';
import { createRuntime, type Runtime } from './create-runtime.ts';
import { useDataDir } from './data-directory.ts';
import { loadMasterKeys } from './master-keys.ts';
import { openDatabase } from './open-database.ts';
import { endOldLeases } from './take-back-jobs.ts';
import { createTransports } from './transports.ts';

export interface OpenRuntimeOptions {
  log: ServerLog;
  /** Who acts, for the audit log. */
  actor: Actor;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  /** false leaves the schema as it is; for a look at a database. */
  migrate?: boolean;
  onProgress?: (message: string) => void;
  onStopped?: (error: Error) => void;
}

/**
 * Opens everything a command needs, beside a running `npm start` on the same data or without one. Simulated
 * accounts can be reached while that runs.
 */
export async function openRuntime(
  config: ServerConfig,
  options: OpenRuntimeOptions,
): Promise<Runtime> {
  const { log, actor, applicationName, onProgress, onStopped } = options;
  if (config.database.kind === 'embedded') useDataDir(config.dataDir);
  // Before anything is opened: without its keys a process is of no use.
  const { keys, createdFile } = await loadMasterKeys(config);
  if (createdFile) onProgress?.(keyBackupHint(createdFile));
  const database = await openDatabase(config, log, {
    applicationName,
    ...(onProgress && { onProgress }),
    ...(onStopped && { onStopped }),
  });
  try {
    if (options.migrate ?? true) {
      await database.migrate(({ done, total }) =>
        onProgress?.(`Bringing the database up to date: ${done} of ${total}`),
      );
      if (database.role === 'owner') await endOldLeases(database.db, new Date());
    }
    const transports = createTransports(log, () => readRunning(config.dataDir)?.simulators ?? null);
    return createRuntime({ config, log, database, masterKeys: keys, transports, actor });
  } catch (error) {
    await database.close();
    throw error;
  }
}

export const keyBackupHint = (file: string): string =>
  `A new master key is in ${file}. It opens the stored credentials: keep a copy somewhere safe, apart from the database`;
