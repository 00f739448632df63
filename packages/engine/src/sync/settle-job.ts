import { assertTransition, JOB_TRANSITIONS, type JobStatus } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { type ConnectorRecord, loadConnector } from '../connectors/connector-record.ts';
import type { EngineContext } from '../context.ts';
import type { ClaimedJob } from './claim-job.ts';
import { collectedFrom } from './collected-from.ts';
import { writeAsHolder } from './job-run.ts';
import { demandReauth, failConnector, freshenConnector } from './settle-connector.ts';
import { LeaseLostError, type SyncFailure } from './sync-failure.ts';
import type { JobEnding } from './sync-progress.ts';

interface Settled {
  ending: JobEnding;
  message: string | null;
  connectorName: string;
}

/**
 * Stores how a run ended, for job and connector together. Without a failure of the run itself the slices
 * decide: one failed slice fails the job, by name.
 */
export async function settleJob(
  ctx: EngineContext,
  job: ClaimedJob,
  failure: SyncFailure | null,
): Promise<Settled> {
  const connector = await loadConnector(ctx.db, { connectorId: job.connectorId });
  const settled = (ending: JobEnding, message: string | null = null): Settled => ({
    ending,
    message,
    connectorName: connector.name,
  });
  if (failure?.consequence === 'lost') return settled('lost', failure.message);
  try {
    const { result } = await writeAsHolder(ctx, job, async (trx) => {
      if (failure?.consequence === 'give_back') {
        await endRun(trx, ctx, job, { status: 'QUEUED', runAfter: ctx.now() });
        return settled('given_back');
      }
      if (failure?.consequence === 'wait') {
        const runAfter = new Date(ctx.now().getTime() + failure.waitMs);
        await endRun(trx, ctx, job, { status: 'QUEUED', runAfter, failure });
        return settled('put_off', failure.message);
      }
      return await conclude(trx, ctx, job, connector, failure, settled);
    });
    return result;
  } catch (error) {
    if (error instanceof LeaseLostError) return settled('lost', error.message);
    throw error;
  }
}

async function conclude(
  trx: Trx,
  ctx: EngineContext,
  job: ClaimedJob,
  connector: ConnectorRecord,
  failure: SyncFailure | null,
  settled: (ending: JobEnding, message?: string | null) => Settled,
): Promise<Settled> {
  const failed = await failedSlices(trx, job);
  const [first] = failed;
  if (!first && !failure) {
    await endRun(trx, ctx, job, { status: 'SUCCEEDED' });
    await freshenConnector(trx, ctx, connector, {
      claimedAt: job.claimedAt,
      readUpToNow: job.kind !== 'HISTORICAL_REBUILD' || job.range === null,
      collectedFrom: await collectedFrom(trx, ctx, job, connector),
    });
    return settled('succeeded');
  }
  const others = failed.length > 1 ? ` (and ${failed.length - 1} more of this job)` : '';
  const reason = {
    code: failure?.code ?? first?.error_code ?? 'internal',
    message: `${failure?.message ?? first?.error_message ?? 'unknown'}${others}`,
  };
  const task = first ? `${first.stream} ${first.slice_key}` : 'open connection';
  await endRun(trx, ctx, job, { status: 'FAILED', failure: reason, task });
  if (failure?.consequence === 'reauth') {
    await demandReauth(trx, ctx, connector, { ...reason, since: job.claimedAt });
  } else {
    await failConnector(trx, ctx, connector, reason);
  }
  return settled('failed', reason.message);
}

async function failedSlices(trx: Trx, job: ClaimedJob) {
  return await trx
    .selectFrom('app_dashboard.sync_slices')
    .select(['stream', 'slice_key', 'error_code', 'error_message'])
    .where('shop_id', '=', job.shopId)
    .where('job_id', '=', job.id)
    .where('status', '=', 'FAILED')
    .orderBy('position')
    .execute();
}

async function endRun(
  trx: Trx,
  ctx: EngineContext,
  job: ClaimedJob,
  end: {
    status: JobStatus;
    runAfter?: Date;
    failure?: { code: string; message: string };
    task?: string;
  },
): Promise<void> {
  assertTransition(JOB_TRANSITIONS, 'IN_PROGRESS', end.status);
  const queued = end.status === 'QUEUED';
  await trx
    .updateTable('app_dashboard.sync_jobs')
    .set({
      status: end.status,
      ...(end.runAfter && { run_after: end.runAfter }),
      error_code: end.failure?.code ?? null,
      error_message: end.failure?.message ?? null,
      error_task: end.task ?? null,
      finished_at: queued ? null : ctx.now(),
      lease_owner: null,
      lease_expires_at: null,
    })
    .where('shop_id', '=', job.shopId)
    .where('id', '=', job.id)
    .execute();
}
