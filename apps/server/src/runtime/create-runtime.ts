import { randomUUID } from 'node:crypto';
import {
  type Actor,
  type Auth,
  createAuth,
  createSecretBox,
  deriveButtonKey,
  deriveTokenKeys,
  type EngineContext,
  type MasterKey,
  sleep,
} from '@commerce/engine';
import type { Platform } from '@commerce/platforms';
import { meta } from '@commerce/platforms/meta';
import { shopify } from '@commerce/platforms/shopify';
import type { ServerConfig } from '../config.ts';
import type { ServerLog } from '../log/create-log.ts';
import type { OpenedDatabase } from './open-database.ts';
import type { Transports } from './transports.ts';

/** Every platform this product knows. */
export const PLATFORMS: readonly Platform[] = [shopify, meta];

const LEASE_MS = 60_000;

export interface Runtime {
  config: ServerConfig;
  ctx: EngineContext;
  auth: Auth;
  log: ServerLog;
  database: OpenedDatabase;
  /** Signs the buttons of chats. */
  buttonKey: Buffer;
  /** Ends connections, then the database. Stop workers and servers first. */
  close(): Promise<void>;
}

export interface RuntimeParts {
  config: ServerConfig;
  log: ServerLog;
  database: OpenedDatabase;
  masterKeys: readonly MasterKey[];
  transports: Transports;
  actor: Actor;
}

/** Puts the parts together to what use cases are given. */
export function createRuntime(parts: RuntimeParts): Runtime {
  const { config, log, database, masterKeys, transports, actor } = parts;
  const ctx: EngineContext = {
    db: database.db,
    platforms: new Map(PLATFORMS.map((platform) => [platform.id, platform])),
    transportFor: transports.transportFor,
    secrets: createSecretBox(masterKeys),
    now: () => new Date(),
    sleep,
    newId: randomUUID,
    log,
    settings: {
      publicOrigin: config.publicOrigin,
      maxStalenessMinutes: config.maxStalenessMinutes,
      leaseMs: LEASE_MS,
      scratchDir: database.scratchDir,
      executionMode: config.executionMode,
      capsFile: config.capsFile,
    },
    actor,
  };
  let closing: Promise<void> | undefined;
  const close = async () => {
    await transports.close();
    await database.close();
  };
  return {
    config,
    ctx,
    auth: authOf(config, masterKeys),
    log,
    database,
    buttonKey: deriveButtonKey(masterKeys),
    close: () => (closing ??= close()),
  };
}

function authOf({ auth }: ServerConfig, masterKeys: readonly MasterKey[]): Auth {
  const tokenKeys = deriveTokenKeys(masterKeys);
  if (auth.mode === 'local') return createAuth({ mode: 'local', tokenKeys });
  const { issuer, jwtSecret, jwksUrl } = auth;
  return createAuth({
    mode: 'supabase',
    tokenKeys,
    supabase: {
      issuer,
      ...(jwtSecret === null ? {} : { jwtSecret }),
      ...(jwksUrl === null ? {} : { jwksUrl }),
    },
  });
}
