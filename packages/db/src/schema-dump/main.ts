import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { openEmbedded } from '../embedded/index.ts';
import { migrate } from '../migrate/index.ts';
import { createPool } from '../pool.ts';
import { dumpSchema } from './dump-schema.ts';
import { readColumnChecks, readColumns } from './read-catalog.ts';
import { tableTypes } from './table-types.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The files that follow from the migrations, with the text they should have. */
async function derivedFiles(pool: pg.Pool): Promise<{ path: string; text: string }[]> {
  return [
    { path: join(root, 'schema.sql'), text: await dumpSchema(pool) },
    {
      path: join(root, 'src', 'generated', 'tables.generated.ts'),
      text: tableTypes(await readColumns(pool), await readColumnChecks(pool)),
    },
  ];
}

async function onThrowawayDatabase<T>(fn: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), 'commerce-schema-'));
  const embedded = await openEmbedded({ dataDir, durable: false });
  const pool = createPool({ connection: embedded.connection, max: 1 });
  try {
    await migrate(pool);
    return await fn(pool);
  } finally {
    await pool.end();
    await embedded.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const check = process.argv.includes('--check');
const files = await onThrowawayDatabase(derivedFiles);
for (const { path, text } of files) {
  const name = relative(root, path);
  const present = await readFile(path, 'utf8').catch(() => '');
  if (present === text) {
    console.log(`${name} is up to date`);
  } else if (check) {
    console.error(
      `${name} does not match the migrations. Run: node --import tsx packages/db/src/schema-dump/main.ts`,
    );
    process.exitCode = 1;
  } else {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    console.log(`${name} written`);
  }
}
