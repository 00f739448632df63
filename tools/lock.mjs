import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperatorError } from './progress.mjs';
import { root } from './workspace.mjs';

const WAIT_MINUTES = 15;
const UNREADABLE_GRACE_MS = 5000;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The pid that holds the lock; null when nobody does and the file may be taken over. */
function holderOf(path) {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    if (Number.isInteger(pid) && pid > 0) return isAlive(pid) ? pid : null;
    // Created but not written yet: its owner is between two system calls, unless it died there.
    return Date.now() - statSync(path).mtimeMs < UNREADABLE_GRACE_MS ? -1 : null;
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Runs `work` while this process alone holds the named lock of this checkout; a second process
 * waits for the first and then runs. The lock of a dead process is taken over.
 */
export async function withLock(name, work) {
  const directory = join(root, 'tmp');
  const path = join(directory, `${name}.lock`);
  mkdirSync(directory, { recursive: true });
  const deadline = Date.now() + WAIT_MINUTES * 60_000;
  let announced = false;
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = holderOf(path);
    if (holder === null) {
      rmSync(path, { force: true });
      continue;
    }
    if (Date.now() > deadline) {
      throw new OperatorError(
        `Process ${holder} has held ${path} for more than ${WAIT_MINUTES} minutes. ` +
          'Nothing was changed. Stop that process, or delete the file if it is not ours, and try again.',
      );
    }
    if (!announced) process.stderr.write(`Waiting for process ${holder} (${name}) …\n`);
    announced = true;
    await sleep(300);
  }
  const release = () => rmSync(path, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}
