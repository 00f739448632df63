import { randomUUID } from 'node:crypto';
import { constants, copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterDir } from '../embedded/cluster.ts';
import {
  DataDirectoryHeldError,
  openEmbedded,
  type EmbeddedConnection,
} from '../embedded/index.ts';
import { isRunning } from '../embedded/process-identity.ts';
import { migrate } from '../migrate/index.ts';
import { createPool } from '../pool.ts';
import { templateKey, type TemplateSource } from './template-key.ts';

const templatesDir = join(tmpdir(), 'commerce-test-templates');
const clonePrefix = 'commerce-test-db-';
/** Two thirds of a new cluster's files are databases nothing connects to; a clone is faster without. */
const dropUnusedDatabases = [
  `update pg_database set datistemplate = false where datname in ('template0', 'template1')`,
  'drop database template0',
  'drop database template1',
  'checkpoint',
];
const keepTemplateMs = 24 * 3600 * 1000;

export async function embeddedTestServer(
  source: TemplateSource,
): Promise<{ connection: EmbeddedConnection; close(): Promise<void> }> {
  const template = await ensureTemplate(source);
  const dataDir = await cloneOf(template);
  const embedded = await openEmbedded({ dataDir, durable: false, idleLimitMs: 15_000 });
  return {
    connection: embedded.connection,
    async close() {
      await embedded.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export async function prepareEmbeddedTemplate(source: TemplateSource): Promise<void> {
  await ensureTemplate(source);
}

/** A new data directory with a copy of the empty template's cluster, for tests of opening itself. */
export async function emptyDataDirectory(): Promise<string> {
  return await cloneOf(await ensureTemplate({ empty: true, directory: undefined }));
}

/** Puts a copy of the migrated template's cluster into a data directory, which a first start takes long to make. */
export async function seedDataDirectory(dataDir: string): Promise<void> {
  await copyCluster(await ensureTemplate({ empty: false, directory: undefined }), dataDir);
}

async function cloneOf(template: string): Promise<string> {
  const dataDir = join(tmpdir(), `${clonePrefix}${process.pid}-${randomUUID().slice(0, 8)}`);
  await copyCluster(template, dataDir);
  return dataDir;
}

async function copyCluster(fromDataDir: string, toDataDir: string): Promise<void> {
  await mkdir(toDataDir, { recursive: true, mode: 0o700 });
  copyTree(clusterDir(fromDataDir), clusterDir(toDataDir));
}

/** Several times faster than fs.cp on a tree of small files. */
function copyTree(from: string, to: string): void {
  mkdirSync(to, { mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target);
    else copyFileSync(source, target, constants.COPYFILE_FICLONE);
  }
}

/** Several test processes may ask at once: the lock of the build directory lets one of them build. */
async function ensureTemplate(source: TemplateSource): Promise<string> {
  const template = join(templatesDir, await templateKey(source));
  await mkdir(templatesDir, { recursive: true, mode: 0o700 });
  while (!existsSync(clusterDir(template))) {
    try {
      await build(template, source);
    } catch (error) {
      if (!(error instanceof DataDirectoryHeldError)) throw error;
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
  await utimes(template, new Date(), new Date());
  return template;
}

async function build(template: string, source: TemplateSource): Promise<void> {
  const workshop = `${template}.build`;
  await mkdir(workshop, { recursive: true, mode: 0o700 });
  if (!source.empty && !existsSync(clusterDir(workshop))) {
    const empty = await ensureTemplate({ empty: true, directory: undefined });
    const draft = join(templatesDir, `draft-${randomUUID()}`);
    await copyCluster(empty, draft);
    await rename(clusterDir(draft), clusterDir(workshop)).catch(() => {});
    await rm(draft, { recursive: true, force: true });
  }
  const embedded = await openEmbedded({ dataDir: workshop, onHeld: 'fail', durable: false });
  try {
    await prepareTemplate(embedded.connection, source);
  } finally {
    await embedded.close();
  }
  const finished = `${workshop}-${randomUUID()}`;
  await mkdir(finished, { mode: 0o700 });
  await rename(clusterDir(workshop), clusterDir(finished)).catch(() => {});
  await rename(finished, template).catch(() => rm(finished, { recursive: true, force: true }));
  await removeLeftovers();
}

async function prepareTemplate(connection: EmbeddedConnection, source: TemplateSource) {
  const pool = createPool({ connection, max: 1 });
  try {
    if (source.empty) for (const statement of dropUnusedDatabases) await pool.query(statement);
    else await migrate(pool, source.directory === undefined ? {} : { directory: source.directory });
  } finally {
    await pool.end();
  }
}

/** Templates nobody used for a day, and clones whose test process was killed. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(templatesDir)) {
    const path = join(templatesDir, name);
    const info = await stat(path).catch(() => undefined);
    if (info === undefined || Date.now() - info.mtimeMs < keepTemplateMs) continue;
    await rm(path, { recursive: true, force: true });
  }
  for (const name of await readdir(tmpdir())) {
    if (!name.startsWith(clonePrefix)) continue;
    const pid = Number(name.slice(clonePrefix.length).split('-')[0]);
    if (!isRunning(pid)) await rm(join(tmpdir(), name), { recursive: true, force: true });
  }
}
