import { mkdtempSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Db } from '@commerce/db';
import { type Actor, createSecretBox, type EngineContext, type Log } from '@commerce/engine';
import type { Platform, Transport } from '@commerce/platforms';
import type { TestClock } from './test-clock.ts';

export interface TestContextInput {
  db: Db;
  platforms: readonly Platform[];
  clock: Pick<TestClock, 'now' | 'sleep'>;
  /** Where requests go; without one the network is closed. */
  transport?: Transport;
  actor?: Actor;
  settings?: Partial<EngineContext['settings']>;
  log?: Log;
}

const SYSTEM: Actor = { type: 'system', id: 'test', user: null };
const SILENT: Log = { info() {}, warn() {}, error() {} };
const CLOSED: Transport = {
  request: ({ url }) => Promise.reject(new Error(`This test has no network, asked for ${url}`)),
};

/** An engine context on a test's own database and clock, with a key that only tests use. */
export function createTestContext(input: TestContextInput): EngineContext {
  return {
    db: input.db,
    platforms: new Map(input.platforms.map((platform) => [platform.id, platform])),
    transportFor: () => input.transport ?? CLOSED,
    secrets: createSecretBox([{ id: 'test', key: Buffer.alloc(32, 7) }]),
    now: input.clock.now,
    sleep: input.clock.sleep,
    newId: () => randomUUID(),
    log: input.log ?? SILENT,
    settings: {
      maxStalenessMinutes: 15,
      leaseMs: 60_000,
      scratchDir: input.settings?.scratchDir ?? mkdtempSync(join(tmpdir(), 'commerce-scratch-')),
      ...input.settings,
    },
    actor: input.actor ?? SYSTEM,
  };
}
