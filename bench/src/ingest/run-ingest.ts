import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface IngestRun {
  seconds: number;
  /** Processor time of the process; with the embedded engine that includes the engine. */
  cpuSeconds: number;
  /** Most memory the process ever had resident; with the embedded engine that includes the engine. */
  peakMb: number;
}

export interface IngestTask {
  file: string;
  scratchDir: string;
  /** A migrated, empty database; null for a new embedded one inside the process. */
  serverUrl: string | null;
}

const LONGEST_RUN_MS = 20 * 60_000;

/** One ingest in a process of its own, so that its memory is only its own. */
export async function runIngest(task: IngestTask): Promise<IngestRun> {
  const program = fileURLToPath(new URL('./ingest-process.ts', import.meta.url));
  const child = fork(program, [JSON.stringify(task)], {
    execArgv: ['--import', 'tsx'],
    timeout: LONGEST_RUN_MS,
  });
  let answer: IngestRun | undefined;
  child.on('message', (message) => (answer = message as IngestRun));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0 || !answer) throw new Error(`The ingest process ended with ${code}; see above`);
  return answer;
}
