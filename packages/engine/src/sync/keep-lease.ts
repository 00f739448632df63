import type { EngineContext } from '../context.ts';
import type { ClaimedJob } from './claim-job.ts';
import { writeAsHolder } from './job-run.ts';
import { LeaseLostError } from './sync-failure.ts';

export interface KeptLease {
  /** Fires with a LeaseLostError when somebody else has the job. */
  lost: AbortSignal;
  release(): Promise<void>;
}

/** Renews a job's lease until it is released, three times per lease length, also while a page takes long. */
export function keepLease(ctx: EngineContext, job: ClaimedJob): KeptLease {
  const lost = new AbortController();
  let beating: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    beating = beat();
  }, ctx.settings.leaseMs / 3);
  timer.unref();

  async function beat(): Promise<void> {
    try {
      await writeAsHolder(ctx, job, async () => {});
    } catch (error) {
      if (error instanceof LeaseLostError) lost.abort(error);
      else ctx.log.warn({ job: job.id, error: String(error) }, 'A heartbeat could not be written');
    }
  }

  return {
    lost: lost.signal,
    async release() {
      clearInterval(timer);
      await beating;
    },
  };
}
