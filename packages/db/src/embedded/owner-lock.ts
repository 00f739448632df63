import {
  constants,
  copyFileSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { isHeld, type OwnerRecord, ownRecord } from './owner-record.ts';

const lockName = /^owner\.(\d+)\.lock$/;

export interface OwnerLock {
  /** Publishes a new state; the lock stays ours. */
  update(change: Partial<OwnerRecord>): void;
  release(): void;
  /** What the previous owner left behind when it did not release its lock. */
  abandoned: OwnerRecord | undefined;
}

export type LockAttempt = { taken: true; lock: OwnerLock } | { taken: false; holder: OwnerRecord };

/**
 * Takes the data directory for this process, or says who holds it.
 *
 * Lock files are numbered; the highest number counts. A stale lock is never removed but succeeded
 * by the next number, which only one process can create, so two processes that find the same stale
 * lock cannot both win. Numbers are never reused: a released lock stays until it is succeeded.
 */
export async function takeOwnerLock(dataDir: string, now: () => Date): Promise<LockAttempt> {
  for (;;) {
    const current = readCurrent(dataDir);
    if (current?.record !== undefined && (await isHeld(current.record, now()))) {
      return { taken: false, holder: current.record };
    }
    if (current !== undefined && isBeingWritten(dataDir, current, now())) {
      await new Promise((wake) => setTimeout(wake, 100));
      continue;
    }
    const number = (current?.number ?? 0) + 1;
    const record = ownRecord(now());
    if (!createLock(dataDir, number, record)) continue;
    if ((highest(dataDir) ?? 0) > number) {
      rmSync(lockPath(dataDir, number), { force: true });
      continue;
    }
    removeOlder(dataDir, number);
    return { taken: true, lock: heldLock(dataDir, number, record, current?.record) };
  }
}

/** The record of the present or last owner. */
export function readOwner(dataDir: string): OwnerRecord | undefined {
  return readCurrent(dataDir)?.record;
}

function heldLock(
  dataDir: string,
  number: number,
  initial: OwnerRecord,
  previous: OwnerRecord | undefined,
): OwnerLock {
  let record = initial;
  const update = (change: Partial<OwnerRecord>) => {
    record = { ...record, ...change };
    const draft = writeDraft(dataDir, record);
    renameSync(draft, lockPath(dataDir, number));
  };
  return {
    update,
    // On a full disk the record stays as it is; that of a process which has ended counts as nothing.
    release: () => attempt(() => update({ state: 'released', address: null })),
    abandoned: previous?.state === 'released' ? undefined : previous,
  };
}

function attempt(action: () => void): void {
  try {
    action();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined || !withoutRoom.has(code)) throw error;
  }
}

const withoutRoom = new Set(['ENOSPC', 'EDQUOT']);

const writeLimitMs = 5_000;

/** On a file system without hard links a lock appears a moment before its content. */
function isBeingWritten(dataDir: string, current: CurrentLock, now: Date): boolean {
  if (current.record !== undefined) return false;
  const info = statSync(lockPath(dataDir, current.number), { throwIfNoEntry: false });
  return info !== undefined && now.getTime() - info.mtimeMs < writeLimitMs;
}

function createLock(dataDir: string, number: number, record: OwnerRecord): boolean {
  const draft = writeDraft(dataDir, record);
  const path = lockPath(dataDir, number);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code === undefined || !withoutHardLinks.has(code)) throw error;
    return createLockInPlace(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

const withoutHardLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

function createLockInPlace(draft: string, path: string): boolean {
  try {
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function writeDraft(dataDir: string, record: OwnerRecord): string {
  const draft = join(dataDir, `owner.${randomUUID()}.draft`);
  try {
    writeFileSync(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  return draft;
}

function lockPath(dataDir: string, number: number): string {
  return join(dataDir, `owner.${String(number).padStart(6, '0')}.lock`);
}

function lockNumbers(dataDir: string): number[] {
  return readdirSync(dataDir).flatMap((name) => {
    const match = lockName.exec(name);
    return match === null ? [] : [Number(match[1])];
  });
}

function highest(dataDir: string): number | undefined {
  const numbers = lockNumbers(dataDir);
  return numbers.length === 0 ? undefined : Math.max(...numbers);
}

function removeOlder(dataDir: string, number: number): void {
  for (const old of lockNumbers(dataDir)) {
    if (old < number) rmSync(lockPath(dataDir, old), { force: true });
  }
}

interface CurrentLock {
  number: number;
  /** undefined when the file cannot be read as a record. */
  record: OwnerRecord | undefined;
}

function readCurrent(dataDir: string): CurrentLock | undefined {
  const number = highest(dataDir);
  if (number === undefined) return undefined;
  try {
    const record = JSON.parse(readFileSync(lockPath(dataDir, number), 'utf8')) as OwnerRecord;
    return { number, record };
  } catch (error) {
    if (error instanceof SyntaxError) return { number, record: undefined };
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return readCurrent(dataDir);
    throw error;
  }
}
