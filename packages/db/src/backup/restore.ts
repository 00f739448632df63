import type pg from 'pg';
import { exclusively, forget, prepareHistory } from '../migrate/history.ts';
import { runFile, withRunner } from '../migrate/migrate.ts';
import { type Migration, migrationsDirectory, readMigrations } from '../migrate/migration-files.ts';
import { BackupError } from './backup-error.ts';
import type { BackupHeader, BackupLine, BackupProgress, BackupSummary } from './format.ts';
import { isHeader, readBackup } from './read-backup.ts';
import { restoreRows } from './restore-rows.ts';
import { firstTableWithRows, portableText } from './stored-tables.ts';

export interface RestoreOptions {
  /** true erases what the database holds; default refuses a database with data. */
  overwrite?: boolean;
  onProgress?: (progress: BackupProgress) => void;
}

/**
 * Builds the schema the backup was made with, fills it, and brings it up to date, all in one
 * transaction: a failure leaves the database as it was.
 *
 * @throws {BackupError} when the file is damaged or from a newer program, or the database holds data
 */
export async function restoreDatabase(
  pool: pg.Pool,
  file: string,
  options: RestoreOptions = {},
): Promise<BackupSummary> {
  const migrations = await readMigrations(migrationsDirectory);
  const lines = readBackup(file);
  try {
    const header = await readHeader(file, lines);
    const known = matching(file, header, migrations);
    return await withRunner(pool, async (client) => {
      await prepareHistory(client);
      return await exclusively(client, async () => {
        if (options.overwrite !== true) await assertEmpty(client);
        await forget(
          client,
          migrations.map((migration) => migration.version),
        );
        for (const migration of known) await runFile(client, migration);
        await client.query(portableText);
        const rows = await restoreRows(client, file, lines, options.onProgress ?? (() => {}));
        for (const migration of migrations.slice(known.length)) await runFile(client, migration);
        return { schemaVersion: known.at(-1)?.version ?? '', createdAt: header.createdAt, rows };
      });
    });
  } finally {
    await lines.return(undefined);
  }
}

async function readHeader(file: string, lines: AsyncGenerator<BackupLine>): Promise<BackupHeader> {
  const first = await lines.next();
  if (isHeader(first.value)) return first.value;
  throw new BackupError('not_a_backup', `${file} is not a backup of this product.`);
}

/** Our migrations up to the backup's version. */
function matching(file: string, header: BackupHeader, migrations: Migration[]): Migration[] {
  for (const [index, made] of header.migrations.entries()) {
    const own = migrations[index];
    if (own === undefined || own.version !== made.version) {
      throw new BackupError(
        'newer_schema',
        `${file} was made by another version of this program (migration ${made.version}). ` +
          'Nothing was changed. Upgrade this program, then restore again.',
      );
    }
    if (made.checksum !== null && made.checksum !== own.checksum) {
      throw new BackupError(
        'mismatch',
        `${file} was made with a different ${own.file}. Nothing was changed. ` +
          'Restore with the program that made it.',
      );
    }
  }
  return migrations.slice(0, header.migrations.length);
}

async function assertEmpty(client: pg.ClientBase): Promise<void> {
  const table = await firstTableWithRows(client);
  if (table === undefined) return;
  throw new BackupError(
    'not_empty',
    `The database already holds data (${table}). Nothing was changed. ` +
      'Restore into an empty database, or say that its data may be erased.',
  );
}
