import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  loadConfig,
  openDatabase,
  type OpenedDatabase,
  openRuntime,
  readRunning,
  type Runtime,
  type ServerConfig,
  storyIsOpen,
  unusableDataDir,
} from '@commerce/server';
import type { Invocation } from '../command.ts';
import { describeError } from '../describe-error.ts';
import { cliActor, commandLog } from '../session/open-session.ts';
import { allShops } from '../shops/find-shop.ts';
import { checkAccount } from './check-connectors.ts';
import { checkDatabase, checkMigrations } from './check-database.ts';
import { checkKeys } from './check-keys.ts';
import { checkClock, checkDisk, checkPast } from './check-machine.ts';
import { checkTelegram } from './check-telegram.ts';
import { checkFigures, checkJobs, checkSimulators } from './check-work.ts';
import { broken, type Finding, warning } from './finding.ts';

export interface ExamineOptions {
  /** Tries the credentials at the platforms. */
  online?: boolean;
  /** Leaves out the recomputation of figures. */
  quick?: boolean;
}

/** Looks at everything and changes nothing. A check that cannot be made is a finding too. */
export async function examine(invocation: Invocation, options: ExamineOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  const look = async <T>(check: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (error) {
      findings.push(
        broken(check, describeError(error).message, 'See above all what comes before.'),
      );
      return null;
    }
  };
  const settings = loadedConfig();
  if ('check' in settings) return [settings];
  const config = settings;
  const add = (finding: Finding | null): void => void (finding && findings.push(finding));
  add(await look('disk', () => checkDisk(config)));
  const unusable = config.database.kind === 'embedded' ? unusableDataDir(config.dataDir) : null;
  if (unusable !== null) {
    add(
      broken(
        'data directory',
        `${config.dataDir} cannot be used: ${unusable}`,
        'Give this user a folder it may write to, or choose another with COMMERCE_DATA_DIR.',
      ),
    );
    return findings;
  }
  if (config.database.kind === 'embedded' && !existsSync(join(config.dataDir, 'pgdata'))) {
    add(
      warning(
        'database',
        `there is none in ${config.dataDir} yet`,
        'Run npm start (with the demo) or commerce db init, or check COMMERCE_DATA_DIR.',
      ),
    );
    return findings;
  }
  const log = commandLog(config, invocation.verbose);
  const open = () => openDatabase(config, log, { applicationName: 'commerce-doctor', max: 2 });
  let database: OpenedDatabase;
  try {
    database = await open();
  } catch (error) {
    add(unreachable(config, error));
    return findings;
  }
  try {
    await examineDatabase({ config, database, add, look, invocation, options });
  } finally {
    await database.close();
  }
  return findings;
}

function loadedConfig(): ServerConfig | Finding {
  try {
    return loadConfig();
  } catch (error) {
    const { message } = describeError(error);
    return broken('settings', message, 'docs/ENV_SPEC.md describes every variable.');
  }
}

const unreachable = (config: ServerConfig, error: unknown): Finding =>
  broken(
    'database',
    describeError(error).message,
    config.database.kind === 'hosted'
      ? 'Check DATABASE_URL, that the server runs, and that this machine may reach it.'
      : 'Check that this user owns the data directory; restore a backup when it is damaged.',
  );

interface Examination {
  config: ServerConfig;
  database: OpenedDatabase;
  add: (finding: Finding | null) => void;
  look: <T>(check: string, work: () => Promise<T>) => Promise<T | null>;
  invocation: Invocation;
  options: ExamineOptions;
}

async function examineDatabase(examination: Examination): Promise<void> {
  const { config, database, add, look, invocation } = examination;
  try {
    add(await checkDatabase(config, database));
  } catch (error) {
    add(unreachable(config, error));
    return;
  }
  const migrations = await look('migrations', () => checkMigrations(database));
  add(migrations);
  add(await look('clock', () => checkClock(database)));
  // The further checks ask tables that are there only when the schema is complete.
  if (migrations?.status !== 'ok') return;
  add(await look('clock history', () => checkPast(database)));
  // Only while it is being followed: without npm start nothing moves.
  const followed = readRunning(config.dataDir) !== null && storyIsOpen(config.dataDir);
  add(await look('jobs', () => checkJobs(database, followed)));
  const keys = await look('master key', () => checkKeys(config, database));
  add(keys?.finding ?? null);
  // Without a readable key a passing one stands in: opening must not make a new key file.
  const masterKeys = keys?.keys ? config.masterKeys : { text: PASSING_KEY };
  const runtime = await look('shops', () =>
    openRuntime(
      { ...config, masterKeys },
      {
        log: commandLog(config, invocation.verbose),
        actor: cliActor(),
        applicationName: 'commerce-doctor',
        migrate: false,
      },
    ),
  );
  if (runtime === null) return;
  try {
    await examineShops(examination, runtime);
  } finally {
    await runtime.close();
  }
}

const PASSING_KEY = `none:${Buffer.alloc(32).toString('base64')}`;

async function examineShops(examination: Examination, runtime: Runtime): Promise<void> {
  const { config, database, add, look, options, invocation } = examination;
  const shops = (await look('shops', () => allShops(runtime.ctx))) ?? [];
  const accounts = shops.flatMap(({ connectors }) => connectors);
  add(
    checkSimulators(
      config,
      accounts.some(({ simulated }) => simulated),
    ),
  );
  add(await look('telegram bot', () => checkTelegram(config, runtime.ctx)));
  const worker = database.role === 'guest' && readRunning(config.dataDir) !== null;
  const storyOpen = storyIsOpen(config.dataDir);
  for (const shop of shops) {
    for (const account of shop.connectors) {
      invocation.signal.throwIfAborted();
      add(
        await look(`${shop.name} · ${account.name}`, () =>
          checkAccount(runtime, shop, account, {
            online: options.online ?? false,
            worker,
            storyOpen,
          }),
        ),
      );
    }
    if (options.quick) continue;
    add(await look(`figures of ${shop.name}`, () => checkFigures(runtime.ctx, shop)));
  }
}
