import { DataDirectoryHeldError } from '@commerce/db';
import { type Actor, createSignInLink, ensureOwner, type Owner } from '@commerce/engine';
import type { ServerConfig } from '../config.ts';
import { seedDemo } from '../demo/seed-demo.ts';
import { refuseOpenDoor } from '../http/refuse-open-door.ts';
import { serveOn } from '../http/serve.ts';
import { type HttpServer, startHttp } from '../http/start-http.ts';
import type { ServerLog } from '../log/create-log.ts';
import { createRuntime, type Runtime } from '../runtime/create-runtime.ts';
import { useDataDir } from '../runtime/data-directory.ts';
import { lostKeyHint } from '../runtime/lost-key.ts';
import { keysAreGiven, loadMasterKeys } from '../runtime/master-keys.ts';
import { keyBackupHint } from '../runtime/open-runtime.ts';
import { openDatabase, type OpenedDatabase } from '../runtime/open-database.ts';
import { endOldLeases } from '../runtime/take-back-jobs.ts';
import { createTransports } from '../runtime/transports.ts';
import { startTelegram } from '../telegram/start-telegram.ts';
import { type RunningWorld, startWorld } from '../simulators/start-world.ts';
import type { WorldSettings } from '../simulators/world-settings.ts';
import { beginWork } from './begin-work.ts';
import { chooseDemo, type DemoWish } from './choose-demo.ts';
import { heldByRunning, heldMessage } from './held-message.ts';
import type { Progress } from './progress.ts';
import { removeRunning, writeRunning } from './running-file.ts';
import type { Teardown } from './teardown.ts';

export interface StartOptions {
  demo: DemoWish;
  log: ServerLog;
  progress: Progress;
  teardown: Teardown;
  /** Fires when the operator stops; long steps are left at the next good place. */
  signal: AbortSignal;
  /** The embedded engine died: nothing works any more. */
  onStopped: (error: Error) => void;
}

export interface StartedServer {
  origin: string;
  /** One-time sign-in address of the first owner; null where people sign in elsewhere. */
  signInLink: string | null;
  /** Why there are no pages, or null. */
  webMissing: string | null;
  /** Resolves when the demo's story has been followed to its end, or there is none. */
  demoIsTold: Promise<void>;
  runtime: Runtime;
}

const HTTP_GRACE_MS = 3_000;
const SYSTEM: Actor = { type: 'system', id: 'start', user: null };

/**
 * Everything in one process: database, demo, API, web app, worker and, with a token, the Telegram bot. What was started is in `teardown`,
 * also when this throws.
 * @throws OperatorError when the data or the port is held, or settings do not fit
 */
export async function startServer(
  config: ServerConfig,
  options: StartOptions,
): Promise<StartedServer> {
  const { log, progress, teardown, signal } = options;
  // First of all: a port that is taken is said at once, before anything is made.
  const http = await takePort(config);
  teardown.add('HTTP', () => http.close(HTTP_GRACE_MS));
  useDataDir(config.dataDir);
  // Keys that cannot be used are said before a database is made; a new key file only its owner makes, below.
  if (keysAreGiven(config)) await loadMasterKeys(config);
  const database = await openOwned(config, options);
  signal.throwIfAborted();

  const demo = await chooseDemo(config, database, options.demo, new Date());
  const building = demo ? buildWorld(demo, options) : Promise.resolve(null);
  // Looked at below; until then a failure must not count as unhandled.
  building.catch(() => {});
  await migrateWith(database, progress);
  const { keys, createdFile } = await loadMasterKeys(config);
  if (createdFile) {
    progress.line(keyBackupHint(createdFile));
    const lost = await lostKeyHint(database.db, createdFile);
    if (lost) progress.line(lost);
  }
  let world: RunningWorld | null = null;
  const origins = () => world && { shopify: world.shopify.origin, meta: world.meta.origin };
  const transports = createTransports(log, origins);
  const runtime = createRuntime({
    config,
    log,
    database,
    masterKeys: keys,
    transports,
    actor: SYSTEM,
  });
  teardown.add('connections', () => transports.close());
  const owner = await ensureOwner(runtime.ctx, ownerFor(demo));
  await refuseOpenDoor(config, database.db);
  await endOldLeases(database.db, new Date());
  signal.throwIfAborted();

  const serving = serveOn(http, runtime, { workerRunning: () => true });
  serving.catch(() => {});
  world = await building;
  signal.throwIfAborted();
  teardown.add('running.json', () => removeRunning(config.dataDir));
  writeRunning(config.dataDir, {
    pid: process.pid,
    address: config.publicOrigin ?? http.origin,
    simulators: origins(),
  });
  const story =
    demo && world
      ? { owner, world, demo, ...(await seed(runtime, owner, world, demo, progress)) }
      : null;
  signal.throwIfAborted();
  const working = beginWork(runtime, options, story);
  const bot = startTelegram(runtime, config.publicOrigin ?? http.origin, (words) =>
    progress.line(`${words}.`),
  );
  teardown.add('the Telegram bot', () => bot?.stop());
  const web = await serving;
  teardown.add('the web app', () => web.close());
  return {
    origin: config.publicOrigin ?? http.origin,
    signInLink: await linkFor(runtime, owner, config.publicOrigin ?? http.origin),
    webMissing: web.missing,
    demoIsTold: working.demoIsTold,
    runtime,
  };
}

const takePort = (config: ServerConfig): Promise<HttpServer> =>
  startHttp(config).catch((error: unknown) => {
    throw heldByRunning(config.dataDir, error) ?? error;
  });

/** For whoever has long work to do before `startServer`. @throws OperatorError when the port is held */
export async function refuseTakenPort(config: ServerConfig): Promise<void> {
  const http = await takePort(config);
  await http.close(0);
}

async function openOwned(config: ServerConfig, options: StartOptions): Promise<OpenedDatabase> {
  const { log, progress, teardown, onStopped } = options;
  const open = () =>
    openDatabase(config, log, {
      applicationName: 'commerce-start',
      onHeld: 'fail',
      onProgress: (message) => progress.line(`  ${message}`),
      onStopped,
    }).catch((error: unknown) => {
      throw error instanceof DataDirectoryHeldError ? heldMessage(error) : error;
    });
  const database = await progress.step('Opening the database', open);
  teardown.add('the database', () => database.close());
  return database;
}

async function migrateWith(database: OpenedDatabase, progress: Progress): Promise<void> {
  await progress.step('Bringing the database up to date', async () => {
    const applied = await database.migrate();
    if (applied.length > 0) progress.line(`  ${applied.length} migrations applied`);
  });
}

async function buildWorld(demo: WorldSettings, options: StartOptions): Promise<RunningWorld> {
  const { progress, teardown, log } = options;
  const world = await progress.step('Starting the Shopify and Meta simulators', () =>
    startWorld(demo, (error) => log.error({ error: String(error) }, 'The simulators failed')),
  );
  teardown.add('the simulators', () => world.close());
  return world;
}

const ownerFor = (demo: WorldSettings | null) => ({
  agencyName: demo ? 'Demo' : 'Commerce',
  email: 'owner@commerce.local',
  displayName: 'Owner',
});

async function seed(
  { ctx }: Runtime,
  owner: Owner,
  world: RunningWorld,
  demo: WorldSettings,
  progress: Progress,
): Promise<{ shopId: string }> {
  const { storyShopId } = await progress.step('Connecting the demo shops', () =>
    seedDemo(ctx, owner, world, {
      demo,
      onShop: (name) => progress.line(`  ${name}`),
    }),
  );
  return { shopId: storyShopId };
}

async function linkFor(
  { ctx, auth }: Runtime,
  owner: Owner,
  origin: string,
): Promise<string | null> {
  if (auth.mode !== 'local') return null;
  const { token } = await createSignInLink(ctx, { userId: owner.userId });
  return `${origin}/sign-in/link?token=${encodeURIComponent(token)}`;
}
