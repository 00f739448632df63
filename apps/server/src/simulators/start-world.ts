import { Worker } from 'node:worker_threads';
import type { World, WorldSettings } from './world-settings.ts';

export interface RunningWorld extends World {
  close(): Promise<void>;
}

const thread = new URL('./world-thread.mjs', import.meta.url);
const CLOSE_MS = 2_000;

/**
 * Starts the Shopify and Meta simulators on loopback, in a thread of their own: building years of orders
 * must not keep the server from answering.
 */
export async function startWorld(
  settings: WorldSettings,
  onFault: (error: Error) => void,
): Promise<RunningWorld> {
  const worker = new Worker(thread, {
    workerData: settings,
    execArgv: [],
    name: 'simulators',
  });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const world = await new Promise<World>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The simulators stopped with code ${code}`)));
  });
  worker.on('error', onFault);
  worker.unref();
  return {
    ...world,
    async close() {
      worker.postMessage('close');
      const late = setTimeout(() => void worker.terminate(), CLOSE_MS);
      await ended;
      clearTimeout(late);
    },
  };
}
