// @ts-check
import process from 'node:process';
import { parentPort, workerData } from 'node:worker_threads';
import { openEngine, stopOnFatal } from './engine.mjs';
import { createSessionServer } from './session-server.mjs';

/**
 * Two tasks: `initialise` creates a cluster and ends; `serve` opens it and answers on `listen`
 * until it is told to close.
 * @typedef {{ task: 'initialise', module: WebAssembly.Module, clusterDir: string }
 *   | { task: 'serve', module: WebAssembly.Module, clusterDir: string, durable: boolean, idleLimitMs: number,
 *       listen: { path: string } | { host: string, port: number } }} WorkerTask
 */

const port = /** @type {import('node:worker_threads').MessagePort} */ (parentPort);
const task = /** @type {WorkerTask} */ (workerData);

/** @param {Extract<WorkerTask, { task: 'serve' }>} options */
async function serve({ module, clusterDir, durable, idleLimitMs, listen }) {
  const engine = await openEngine({ module, clusterDir, durable });
  stopOnFatal(engine, (error) => {
    port.postMessage({ event: 'fatal', message: String(error) });
    process.exit(70);
  });
  const sessions = await createSessionServer(engine, { idleLimitMs });
  await new Promise((resolve, reject) => {
    sessions.server.once('error', reject);
    sessions.server.listen(listen, () => resolve(undefined));
  });
  port.on('message', async (message) => {
    if (message.command !== 'close') return;
    await sessions.stop(message.graceMs);
    if (engine.isInTransaction()) await engine.exec('rollback');
    await engine.exec('checkpoint');
    await engine.close();
    port.postMessage({ event: 'closed' });
    port.close();
  });
  const address = sessions.server.address();
  port.postMessage({
    event: 'ready',
    port: typeof address === 'object' && address !== null ? address.port : undefined,
  });
}

if (task.task === 'initialise') {
  const engine = await openEngine({ ...task, durable: false });
  await engine.exec('checkpoint');
  await engine.close();
  port.postMessage({ event: 'initialised' });
} else {
  await serve(task);
}
