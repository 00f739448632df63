import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { programArgs } from '../../../tools/build-programs.mjs';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const START_MS = 240_000;
const FOLLOWED = /ads were followed/;

/** The real product in a process of its own: database, simulators, API, worker and web on one port. */
export interface Product {
  origin: string;
  /** The one-time sign-in link the terminal shows. */
  link: string;
  /** Until the demo's ads have been followed to today: their figures move as long as it lasts. */
  followed(): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts the product with a small demo in a new data directory and waits until its history is read. */
export async function startProduct(): Promise<Product> {
  const data = mkdtempSync(join(tmpdir(), 'commerce-web-'));
  const { DATABASE_URL: _url, REDIS_URL: _redis, ...inherited } = process.env;
  const child = spawn(process.execPath, await programArgs('server'), {
    cwd: ROOT,
    env: {
      ...inherited,
      COMMERCE_DATA_DIR: data,
      PORT: '0',
      DEMO_HISTORY_DAYS: '40',
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    await ended(child);
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const said = saying(child);
    const link = await said(/https?:\/\/\S+\/sign-in\/link\?token=\S+/);
    return { origin: new URL(link).origin, link, followed: () => said(FOLLOWED), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Lets callers wait until the process has printed something; what it printed before counts too. */
function saying(child: ChildProcess): (what: RegExp) => Promise<string> {
  let output = '';
  const told = new EventEmitter();
  const read = (chunk: Buffer) => {
    output += chunk.toString();
    told.emit('more');
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  return (what) =>
    new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        clearTimeout(timer);
        told.off('more', look);
        child.off('exit', exited);
        end();
      };
      const fail = (why: string) =>
        settle(() => reject(new Error(`${why}: ${what}. It said:\n${output}`)));
      const timer = setTimeout(() => fail('The product did not say in time'), START_MS);
      const exited = () => fail('The product ended before it said');
      const look = () => {
        const [found] = what.exec(output) ?? [];
        if (found !== undefined) settle(() => resolve(found));
      };
      told.on('more', look);
      child.once('exit', exited);
      look();
    });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGINT');
  const force = setTimeout(() => child.kill('SIGKILL'), 15_000);
  await exit;
  clearTimeout(force);
}
