import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimulatorOrigins } from '../runtime/transports.ts';

/** What a running `npm start` tells other processes on the same data directory. */
export interface Running {
  pid: number;
  /** Of the web app and the API; null until it listens. */
  address: string | null;
  simulators: SimulatorOrigins | null;
}

const fileIn = (dataDir: string): string => join(dataDir, 'running.json');

/** Only the owner of the data directory may call this. */
export function writeRunning(dataDir: string, running: Running): void {
  const draft = `${fileIn(dataDir)}.draft`;
  writeFileSync(draft, `${JSON.stringify(running)}\n`, { mode: 0o600 });
  renameSync(draft, fileIn(dataDir));
}

export function removeRunning(dataDir: string): void {
  rmSync(fileIn(dataDir), { force: true });
}

/** null when nothing runs there; a file that a killed process left behind counts as nothing. */
export function readRunning(dataDir: string): Running | null {
  try {
    const running = JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Running;
    return isAlive(running.pid) ? running : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It runs, as somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
