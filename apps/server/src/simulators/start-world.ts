import { Worker } from 'node:worker_threads';
import type { World, WorldAnswer, WorldSettings, WorldWish } from './world-settings.ts';

export interface RunningWorld extends World {
  /** The story's ad account as it was at an earlier moment, beside the one of now. */
  openPast(at: Date): Promise<PastWorld>;
  close(): Promise<void>;
}

export interface PastWorld {
  /** Of its Meta simulator. */
  origin: string;
  moveTo(at: Date): Promise<void>;
  /** What was changed there is handed on to the simulator of now. */
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
  const ask = asker(worker, ended);
  worker.unref();
  return {
    ...world,
    async openPast(at) {
      const { origin } = await ask({ verb: 'open-past', at: at.toISOString() });
      if (origin === undefined) throw new Error('The simulators did not say where their past is');
      return {
        origin,
        moveTo: async (to) => void (await ask({ verb: 'move-past', at: to.toISOString() })),
        close: async () => void (await ask({ verb: 'close-past' })),
      };
    },
    async close() {
      void ask({ verb: 'close' }).catch(() => {});
      const late = setTimeout(() => void worker.terminate(), CLOSE_MS);
      await ended;
      clearTimeout(late);
    },
  };
}

type Wish = WorldWish extends infer One ? (One extends unknown ? Omit<One, 'id'> : never) : never;

/** Asks the thread and waits for its answer; one that ended answers nothing any more. */
function asker(worker: Worker, ended: Promise<void>) {
  let last = 0;
  const waiting = new Map<number, (answer: WorldAnswer) => void>();
  worker.on('message', (answer: WorldAnswer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  return async (wish: Wish): Promise<{ origin?: string }> => {
    const id = ++last;
    const answered = new Promise<WorldAnswer>((resolve) => waiting.set(id, resolve));
    // Whoever waits for an answer must not find the process gone.
    worker.ref();
    worker.postMessage({ ...wish, id });
    const answer = await Promise.race([answered, ended]);
    if (waiting.size === 0) worker.unref();
    if (!answer) throw new Error('The simulators have stopped');
    if ('error' in answer) throw new Error(answer.error);
    return answer;
  };
}
