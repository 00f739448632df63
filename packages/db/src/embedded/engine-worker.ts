import { Worker } from 'node:worker_threads';
import { engineModule } from './engine-module.ts';
import { engineStopped } from './stopped-error.ts';

const workerUrl = new URL('./worker.mjs', import.meta.url);

export type WorkerTask =
  | { task: 'initialise'; clusterDir: string }
  | {
      task: 'serve';
      clusterDir: string;
      durable: boolean;
      idleLimitMs: number;
      listen: { path: string } | { host: string; port: number };
    };

type WorkerMessage =
  | { event: 'initialised' | 'closed' }
  | { event: 'ready'; port: number | undefined }
  | { event: 'fatal'; message: string };

async function startWorker(task: WorkerTask): Promise<Worker> {
  // The parent's loaders (tsx, vitest) are of no use to a plain module and slow its start.
  return new Worker(workerUrl, {
    workerData: { ...task, module: await engineModule() },
    execArgv: [],
    name: `embedded-${task.task}`,
  });
}

/** Runs a task that ends by itself. */
export async function runWorker(task: WorkerTask): Promise<void> {
  const worker = await startWorker(task);
  await new Promise<void>((resolve, reject) => {
    worker.once('error', (error) => reject(engineStopped(task.clusterDir, wordsOf(error))));
    worker.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(engineStopped(task.clusterDir, `code ${code}`));
    });
  });
}

/** The engine throws plain objects too. */
const wordsOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : JSON.stringify(thrown);

export interface ServingWorker {
  port: number | undefined;
  close(graceMs: number): Promise<void>;
}

/**
 * Starts the server thread and resolves when it accepts connections. `onStopped` is called when it
 * ends without having been asked to. The thread alone does not keep the process alive.
 */
export async function serveInWorker(
  task: Extract<WorkerTask, { task: 'serve' }>,
  onStopped: (error: Error) => void,
): Promise<ServingWorker> {
  const worker = await startWorker(task);
  let closing = false;
  let reason = 'no reason given';
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const port = await new Promise<number | undefined>((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => {
      if (message.event === 'ready') resolve(message.port);
      if (message.event === 'fatal') reason = message.message;
    });
    worker.on('error', (error) => {
      reason = wordsOf(error);
    });
    worker.once('exit', (code) => {
      const error = engineStopped(task.clusterDir, `${reason}, code ${code}`);
      reject(error);
      if (!closing) onStopped(error);
    });
  });
  worker.unref();
  return {
    port,
    async close(graceMs) {
      closing = true;
      worker.ref();
      worker.postMessage({ command: 'close', graceMs });
      await ended;
    },
  };
}
