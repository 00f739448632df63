import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrationsDirectory, readMigrations } from '../migrate/migration-files.ts';

export interface TemplateSource {
  empty: boolean;
  directory: string | undefined;
}

const bootstrapFile = fileURLToPath(new URL('../migrate/bootstrap.ts', import.meta.url));
const historyFile = fileURLToPath(new URL('../migrate/history.ts', import.meta.url));

/** Changes with everything that goes into a template. */
export async function templateKey(source: TemplateSource): Promise<string> {
  const hash = createHash('sha256').update(engineVersion());
  if (!source.empty) {
    for (const file of [bootstrapFile, historyFile]) hash.update(readFileSync(file));
    const migrations = await readMigrations(source.directory ?? migrationsDirectory);
    for (const migration of migrations) hash.update(`${migration.file}\0${migration.checksum}\0`);
  }
  return `${source.empty ? 'empty' : 'schema'}_${hash.digest('hex').slice(0, 16)}`;
}

function engineVersion(): string {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const manifest = readFileSync(join(dirname(entry), '..', 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
