import { AppError, isDay, type JobKind } from '@commerce/core';
import { withSystem } from '@commerce/db';
import { requireShop } from '../access/require-shop.ts';
import { recordAudit } from '../audit/record-audit.ts';
import {
  type ConnectorRecord,
  listConnectors,
  loadConnector,
} from '../connectors/connector-record.ts';
import type { EngineContext } from '../context.ts';
import { insertJob } from './insert-job.ts';
import type { JobRecord } from './job-record.ts';

export interface EnqueueSyncInput {
  shopId: string;
  /** Default: every connector of the shop that can be read. */
  connectorId?: string;
  kind: JobKind;
  /** Inclusive days of the account, for a rebuild; `to` null means until today. */
  range?: { from: string; to: string | null } | null;
}

export interface EnqueuedSync {
  /** `created` false: this job was in flight already and answers the wish. */
  jobs: (JobRecord & { created: boolean })[];
}

/**
 * Asks for a read. At most one job per connector is in flight; a second wish gets that one.
 * @throws AppError `conflict` when nothing can be read (imported files only, switched off, to be reconnected),
 * `invalid_input` for a range that is none, `not_found`, `forbidden`
 */
export async function enqueueSync(
  ctx: EngineContext,
  input: EnqueueSyncInput,
): Promise<EnqueuedSync> {
  const range = checkRange(input.range ?? null);
  return await withSystem(ctx.db, async (trx) => {
    await requireShop(trx, ctx.actor, input.shopId, 'manage');
    const connectors =
      input.connectorId === undefined
        ? (await listConnectors(trx, input)).filter((connector) => !obstacle(connector))
        : [readable(await loadConnector(trx, { ...input, connectorId: input.connectorId }))];
    if (connectors.length === 0) {
      throw new AppError(
        'conflict',
        'This shop has no connected account that could be read; connect one, or reconnect it',
      );
    }
    const jobs: EnqueuedSync['jobs'] = [];
    for (const connector of connectors) {
      const { job, created } = await insertJob(trx, ctx, connector, { kind: input.kind, range });
      jobs.push({ ...job, created });
      if (!created) continue;
      await recordAudit(trx, ctx, {
        action: 'sync.request',
        shopId: input.shopId,
        targetType: 'sync_job',
        targetId: job.id,
        after: { connector: connector.id, kind: job.kind, range },
      });
    }
    return { jobs };
  });
}

function checkRange(range: EnqueueSyncInput['range']) {
  if (!range) return null;
  const to = range.to ?? range.from;
  if (!isDay(range.from) || !isDay(to) || to < range.from) {
    throw new AppError(
      'invalid_input',
      'A range needs two days written YYYY-MM-DD, the first not after the second',
    );
  }
  return range;
}

function readable(connector: ConnectorRecord): ConnectorRecord {
  const reason = obstacle(connector);
  if (reason) throw new AppError('conflict', `${connector.name} cannot be read: ${reason}`);
  return connector;
}

function obstacle(connector: ConnectorRecord): string | null {
  if (connector.mode === 'import') return 'it holds imported files; import a newer file instead';
  if (connector.mode === 'fixture') return 'it holds sample data, and no platform stands behind it';
  if (connector.status === 'disabled') return 'it is switched off; connect it again first';
  if (connector.status === 'needs_reauth')
    return 'its credentials were refused; reconnect it first';
  return null;
}
