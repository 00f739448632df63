import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from '@commerce/db/testing';
import { latestJob, type SubjectBench } from './subject-bench.ts';

/** What a worker process is told. */
export interface WorkerArguments {
  module: string;
  connection: TestDatabase['connection'];
  origin: string;
  now: string;
  scratchDir: string;
  /** Real milliseconds before each request, so that there is a middle to be killed in. */
  requestDelayMs: number;
}

export interface KilledWorkersInput {
  module: URL;
  database: TestDatabase;
  bench: SubjectBench;
  connectorId: string;
}

/** Requests after which each worker is killed. */
const KILL_AFTER = [2, 6, 13];
const LEASE_MS = 60_000;

/** Lets one worker process after the other begin the job and kills it. Returns how many were killed at work. */
export async function runKilledWorkers(input: KilledWorkersInput): Promise<number> {
  const { bench, connectorId } = input;
  let kills = 0;
  for (const requests of KILL_AFTER) {
    const worker = startWorkerProcess(input);
    const killed = await killAfter(worker, requests);
    if (killed) kills++;
    // The killed worker's lease must run out before anybody takes over.
    bench.clock.advance(LEASE_MS * 10);
    const job = await latestJob(input.database.db, connectorId);
    if (job.status === 'SUCCEEDED' || job.status === 'FAILED') break;
  }
  return kills;
}

function startWorkerProcess({ module, database, bench }: KilledWorkersInput): ChildProcess {
  const told: WorkerArguments = {
    module: module.href,
    connection: database.connection,
    origin: bench.account.origin,
    now: bench.clock.now().toISOString(),
    scratchDir: bench.ctx.settings.scratchDir,
    requestDelayMs: 10,
  };
  const script = fileURLToPath(new URL('./worker-process.ts', import.meta.url));
  return spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(told)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** False when the worker was done before it came to that many requests. */
async function killAfter(worker: ChildProcess, requests: number): Promise<boolean> {
  let seen = 0;
  let killed = false;
  worker.stdout?.setEncoding('utf8').on('data', (text: string) => {
    seen += text.split('\n').length - 1;
    if (seen >= requests && !killed) killed = worker.kill('SIGKILL');
  });
  await new Promise((resolve) => worker.once('exit', resolve));
  return killed;
}
