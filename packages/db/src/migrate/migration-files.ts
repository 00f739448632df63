import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Migration {
  version: string;
  name: string;
  file: string;
  sql: string;
  /** SHA-256 over the text with line ends normalised, so a Windows checkout matches. */
  checksum: string;
}

/** The pattern `supabase db push` uses. */
export const migrationFileName = /^([0-9]+)_(.*)\.sql$/;

/** Shared with `supabase db push --workdir packages/db`. */
export const migrationsDirectory = fileURLToPath(
  new URL('../../supabase/migrations', import.meta.url),
);

/** The migrations of a directory in the order they run. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => migrationFileName.test(name)).sort();
  const migrations = await Promise.all(names.map((name) => readMigration(directory, name)));
  for (const [index, migration] of migrations.entries()) {
    const next = migrations[index + 1];
    if (next?.version === migration.version) {
      throw new Error(`${migration.file} and ${next.file} have the same version; rename one.`);
    }
    if (next !== undefined && next.version.length !== migration.version.length) {
      throw new Error(
        `${migration.file} and ${next.file} have versions of different lengths, so their order is ` +
          'not certain. Use 14 digits (YYYYMMDDHHMMSS).',
      );
    }
  }
  return migrations;
}

async function readMigration(directory: string, file: string): Promise<Migration> {
  const sql = await readFile(join(directory, file), 'utf8');
  const match = migrationFileName.exec(file);
  const checksum = createHash('sha256').update(sql.replaceAll('\r\n', '\n')).digest('hex');
  return { version: match?.[1] ?? '', name: match?.[2] ?? '', file, sql, checksum };
}
