import { inspect } from 'node:util';
import type { EngineContext } from '../context.ts';
import type { ClaimedJob } from './claim-job.ts';
import type { SyncFailure } from './sync-failure.ts';

/** Puts where a fault of our own happened into the log; the job's message says only that it did. */
export function logFault(ctx: EngineContext, job: ClaimedJob, { fault }: SyncFailure): void {
  if (fault === undefined) return;
  ctx.log.error(
    { job: job.id, connector: job.connectorId, fault: inspect(fault) },
    'A sync job met a fault',
  );
}
