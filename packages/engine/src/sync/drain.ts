import type { EngineContext } from '../context.ts';
import { claimJob } from './claim-job.ts';
import { runJob, type RunJobOptions } from './run-job.ts';
import type { JobEnding } from './sync-progress.ts';

/** Claims and runs jobs one after the other until none is due or the signal fires. */
export async function drain(
  ctx: EngineContext,
  worker: string,
  options: RunJobOptions & { onEnding?: (ending: JobEnding) => void },
): Promise<void> {
  while (!options.signal?.aborted) {
    const job = await claimJob(ctx, { worker });
    if (!job) return;
    const ending = await runJob(ctx, job, options);
    options.onEnding?.(ending);
  }
}
