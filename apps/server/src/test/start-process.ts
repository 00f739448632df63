import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seedDataDirectory } from '@commerce/db/testing';
import { programArgs } from '../../../../tools/build-programs.mjs';

const server = await programArgs('server');
const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** A running `npm start`, as the test sees it from outside. */
export interface StartProcess {
  child: ChildProcess;
  /** Everything it has said so far, on both streams. */
  output(): string;
  /** Resolves with the match as soon as the output has one. */
  says(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

const running = new Set<ChildProcess>();
const folders: string[] = [];

export function temporaryDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'commerce-start-'));
  folders.push(folder);
  return folder;
}

/** One that holds a database already: making one takes a start most of its time. */
export async function migratedDataDir(): Promise<string> {
  const folder = temporaryDataDir();
  await seedDataDirectory(folder);
  return folder;
}

/** Ends what a failed test left behind. */
export async function cleanUp(): Promise<void> {
  for (const child of running) child.kill('SIGKILL');
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

export const startProcess = (
  env: Record<string, string>,
  args: readonly string[] = [],
): StartProcess => run([...server, ...args], env);

/** Runs a TypeScript file of ours, or `-e` and a text, with only these settings. */
export const runScript = (args: readonly string[], env: Record<string, string>): StartProcess =>
  run(['--import', 'tsx', ...args], env);

function run(args: readonly string[], env: Record<string, string>): StartProcess {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let text = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve({ code, signal });
      for (const listener of listeners) listener();
    });
  });
  return {
    child,
    ended,
    output: () => text,
    says: (pattern, timeoutMs = 150_000) =>
      new Promise((resolve, reject) => {
        const finish = (settle: () => void) => {
          clearTimeout(timer);
          listeners.delete(look);
          settle();
        };
        const fail = (why: string) =>
          finish(() => reject(new Error(`${why} before it said ${pattern}:\n${text}`)));
        const look = () => {
          const match = pattern.exec(text);
          if (match) finish(() => resolve(match));
          else if (!running.has(child)) fail('The process ended');
        };
        const timer = setTimeout(() => fail(`${timeoutMs} ms passed`), timeoutMs);
        listeners.add(look);
        look();
      }),
  };
}

const READY = /Commerce is running at (http\S+)\n(?:Sign in[^\n]*?(http\S+)\n)?/;

/** Waits until it serves. */
export async function ready(start: StartProcess): Promise<{ origin: string; link: string }> {
  const [, origin = '', link = ''] = await start.says(READY);
  return { origin, link };
}

/** Stops it as Ctrl-C does, which npm delivers a second time. */
export async function interrupt(start: StartProcess): Promise<number | null> {
  start.child.kill('SIGINT');
  setTimeout(() => start.child.kill('SIGINT'), 100).unref();
  return (await start.ended).code;
}
