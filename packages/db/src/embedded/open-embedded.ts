import { mkdir, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { clusterDir, ensureCluster } from './cluster.ts';
import { serveInWorker } from './engine-worker.ts';
import { DataDirectoryHeldError } from './held-error.ts';
import { type OwnerLock, readOwner, takeOwnerLock } from './owner-lock.ts';
import { isHeld } from './owner-record.ts';
import { chooseAddress, removeSocket, type ServerAddress, socketPath } from './server-address.ts';

export interface EmbeddedConnection {
  host: string;
  port: number;
  user: string;
  database: string;
}

export interface EmbeddedOptions {
  /** Created when missing; holds the cluster, the lock and the socket. */
  dataDir: string;
  /** What to do when another process holds the directory; default is to connect to its server. */
  onHeld?: 'connect' | 'fail';
  onProgress?: (message: string) => void;
  /** Called when the engine dies under us. Every connection is lost; committed data is not. */
  onStopped?: (error: Error) => void;
  /** A transaction that waits this long between statements is rolled back. */
  idleLimitMs?: number;
  /** false skips fsync; only for databases that are thrown away. */
  durable?: boolean;
}

export interface Embedded {
  /** The owner runs the server; a guest uses the one of another process and ends with it. */
  role: 'owner' | 'guest';
  connection: EmbeddedConnection;
  /** Owner: waits for open transactions (5 s), checkpoints, stops and releases. Guest: nothing. */
  close(): Promise<void>;
}

const closeGraceMs = 5_000;
const guestWaitMs = 90_000;

/**
 * Opens the embedded database in `dataDir`, creating it on first use. Safe to call from several
 * processes: one becomes the owner, the others guests of its server.
 *
 * @throws {DataDirectoryHeldError} with `onHeld: 'fail'` when another process is the owner
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const dataDir = await realpath(resolve(options.dataDir));
  const deadline = Date.now() + guestWaitMs;
  for (;;) {
    const attempt = await takeOwnerLock(dataDir, () => new Date());
    if (attempt.taken) return await openAsOwner(dataDir, attempt.lock, options);
    if (options.onHeld === 'fail') throw new DataDirectoryHeldError(dataDir, attempt.holder);
    const guest = await joinOwner(dataDir, deadline, options);
    if (guest !== undefined) return guest;
  }
}

async function openAsOwner(
  dataDir: string,
  lock: OwnerLock,
  options: EmbeddedOptions,
): Promise<Embedded> {
  const durable = options.durable ?? true;
  const report = options.onProgress ?? (() => {});
  let address: ServerAddress | undefined;
  try {
    if (lock.abandoned !== undefined) {
      report('The last run did not stop cleanly; recovering its database');
      if (lock.abandoned.address !== null) removeSocket(lock.abandoned.address, dataDir);
    }
    await ensureCluster(dataDir, {
      durable,
      onInitialise: () => report('Creating the embedded database (once, a few seconds)'),
    });
    report('Starting the embedded database');
    address = chooseAddress(dataDir);
    removeStaleSocketFile(address, dataDir);
    const server = await serveInWorker(
      {
        task: 'serve',
        clusterDir: clusterDir(dataDir),
        durable,
        idleLimitMs: options.idleLimitMs ?? 60_000,
        listen: 'socketDir' in address ? { path: socketPath(address) } : address,
      },
      (error) => {
        lock.release();
        options.onStopped?.(error);
      },
    );
    const listening: ServerAddress =
      'socketDir' in address ? address : { host: address.host, port: server.port ?? address.port };
    lock.update({ state: 'ready', address: listening });
    return {
      role: 'owner',
      connection: connectionTo(listening),
      close: once(async () => {
        await server.close(closeGraceMs);
        removeSocket(listening, dataDir);
        lock.release();
      }),
    };
  } catch (error) {
    if (address !== undefined) removeSocket(address, dataDir);
    lock.release();
    throw error;
  }
}

/** Connects to the present owner once it is ready; undefined when it went away meanwhile. */
async function joinOwner(
  dataDir: string,
  deadline: number,
  options: EmbeddedOptions,
): Promise<Embedded | undefined> {
  let told = false;
  while (Date.now() < deadline) {
    const holder = readOwner(dataDir);
    if (holder === undefined || !(await isHeld(holder, new Date()))) return undefined;
    if (holder.state === 'ready' && holder.address !== null) {
      return { role: 'guest', connection: connectionTo(holder.address), close: async () => {} };
    }
    if (!told) options.onProgress?.(`Waiting for process ${holder.pid}, which is starting it`);
    told = true;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  const holder = readOwner(dataDir);
  if (holder === undefined) return undefined;
  throw new DataDirectoryHeldError(dataDir, holder);
}

function removeStaleSocketFile(address: ServerAddress, dataDir: string): void {
  if ('socketDir' in address && address.socketDir === dataDir) removeSocket(address, dataDir);
}

function connectionTo(address: ServerAddress): EmbeddedConnection {
  const host = 'socketDir' in address ? address.socketDir : address.host;
  return { host, port: address.port, user: 'postgres', database: 'postgres' };
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= action());
}
