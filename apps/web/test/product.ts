import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const START_MS = 240_000;

/** The real product in a process of its own: database, simulators, API, worker and web on one port. */
export interface Product {
  origin: string;
  /** The one-time sign-in link the terminal shows. */
  link: string;
  stop(): Promise<void>;
}

/** Starts the product with a small demo in a new data directory and waits until its history is read. */
export async function startProduct(): Promise<Product> {
  const data = mkdtempSync(join(tmpdir(), 'commerce-web-'));
  const { DATABASE_URL: _url, REDIS_URL: _redis, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', 'apps/server/src/main.ts'], {
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
    const link = await printedLink(child);
    return { origin: new URL(link).origin, link, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function printedLink(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why: string) => reject(new Error(`${why}. It said:\n${output}`));
    const timer = setTimeout(() => fail('The product did not start in time'), START_MS);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const link = /https?:\/\/\S+\/sign-in\/link\?token=\S+/.exec(output)?.[0];
      if (!link) return;
      clearTimeout(timer);
      resolve(link);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`The product ended with code ${code} before it was ready`);
    });
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
