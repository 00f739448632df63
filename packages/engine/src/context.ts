import type { ExecutionMode, JsonObject, Role, Surface } from '@commerce/core';
import type { Db } from '@commerce/db';
import type { Platform, Transport } from '@commerce/platforms';

/** Who asks. Every mutation's audit row names it. */
export interface Actor {
  type: 'user' | 'api_key' | 'system' | 'cli' | 'webhook' | 'mcp';
  /** User id, API key id, or the name of the part of the system. */
  id: string;
  /** Set for people and their keys; null for the system itself, which may do everything. */
  user: { id: string; agencyId: string; role: Role; scopes: readonly string[] | null } | null;
  /** The surface a person acts on; kept with decisions, executions and audit rows. */
  via?: Surface;
  /** How the person is called, shown to others who come second. */
  name?: string;
  requestId?: string;
  ip?: string;
}

/** Encrypts secrets for one place in the database; a ciphertext copied elsewhere cannot be read. */
export interface SecretBox {
  /** Id of the key that new secrets are sealed with. */
  readonly activeKeyId: string;
  seal(plaintext: string, place: string): string;
  /** @throws AppError `secret_unreadable` when the key is gone or the text was moved or changed. */
  open(ciphertext: string, place: string): string;
}

export interface Log {
  info(fields: JsonObject, message: string): void;
  warn(fields: JsonObject, message: string): void;
  error(fields: JsonObject, message: string): void;
}

export interface EngineSettings {
  /** A connector whose last success is older is stale. Minutes. */
  maxStalenessMinutes: number;
  /** How long a worker may be silent before its job is taken back. Milliseconds. */
  leaseMs: number;
  /** Where downloads of a slice may lie while it is read. */
  scratchDir: string;
  /** Where this server is reached from outside, scheme and host; platforms deliver there when it is https. */
  publicOrigin?: string | null;
  /** `manual` (default): a person approves and executes. `auto_low_risk`: low risk that needs no approval runs by itself. */
  executionMode?: ExecutionMode;
  /** JSON file of caps that takes the place of those kept in the database; null or absent: the database's. */
  capsFile?: string | null;
}

/** What every use case is given: `verb(ctx, input)`. Packages read no environment; the composition root builds this. */
export interface EngineContext {
  /** Runs as the owner of the tables; tenant reads go through `withTenant`. */
  db: Db;
  platforms: ReadonlyMap<string, Platform>;
  /** The network as a connector may use it; a simulated one is led to the local simulator. */
  transportFor(connector: { platform: string; simulated: boolean }): Transport;
  secrets: SecretBox;
  now(): Date;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  newId(): string;
  log: Log;
  settings: EngineSettings;
  actor: Actor;
}
