import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const LONGEST_START_MS = 240_000;
const LONGEST_STOP_MS = 15_000;

export interface RunningProduct {
  origin: string;
  /** Everything it has said so far. */
  output(): string;
  stop(): Promise<void>;
}

/** Starts a program of the product (see `programArgs`) in a process of its own and waits until it says where it serves. */
export async function runProduct(
  args: readonly string[],
  env: Record<string, string>,
): Promise<RunningProduct> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      NODE_ENV: 'production',
      PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const ended = once(child, 'close');
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const giveUp = setTimeout(() => child.kill('SIGKILL'), LONGEST_STOP_MS);
    await ended;
    clearTimeout(giveUp);
  };
  try {
    const origin = await new Promise<string>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`The product ${why}:\n${text}`));
      const timer = setTimeout(() => fail('did not start in time'), LONGEST_START_MS);
      child.once('close', () => (clearTimeout(timer), fail('ended while it was starting')));
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (piece: string) => {
          text += piece;
          const match = /is running at (http\S+)/.exec(text);
          if (!match) return;
          clearTimeout(timer);
          resolve(match[1] as string);
        });
      }
    });
    return { origin, output: () => text, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
