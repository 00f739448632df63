import type { JobKind } from '@commerce/core';
import type { EngineContext } from '../context.ts';
import { enqueueSync } from '../sync/enqueue-sync.ts';

export interface RequestSyncInput {
  shopId: string;
  connectorId?: string | undefined;
  kind: JobKind;
  /** Inclusive days; both or neither. */
  from?: string | undefined;
  to?: string | undefined;
}

/**
 * Asks for a read of a shop's accounts; for its managers.
 * @throws AppError `forbidden` for viewers and keys that only read, `not_found`, `conflict` when nothing can be read
 */
export async function requestSync(ctx: EngineContext, input: RequestSyncInput) {
  const { jobs } = await enqueueSync(ctx, {
    shopId: input.shopId,
    kind: input.kind,
    ...(input.connectorId === undefined ? {} : { connectorId: input.connectorId }),
    range: input.from === undefined ? null : { from: input.from, to: input.to ?? null },
  });
  return {
    jobs: jobs.map((job) => ({
      id: job.id,
      connector_id: job.connectorId,
      kind: job.kind,
      status: job.status,
      already_running: !job.created,
    })),
  };
}
