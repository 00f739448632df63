import { dayOf, isDay } from '@commerce/core';
import type { Trx } from '@commerce/db';
import type { ConnectorRecord } from '../connectors/connector-record.ts';
import { findPlatform } from '../connectors/find-platform.ts';
import type { EngineContext } from '../context.ts';
import type { ClaimedJob } from './claim-job.ts';

/** First day, in the account's timezone, that this job asked the platform's primary stream for and got. */
export async function collectedFrom(
  trx: Trx,
  ctx: Pick<EngineContext, 'platforms'>,
  job: ClaimedJob,
  connector: ConnectorRecord,
): Promise<string | null> {
  const slices = await trx
    .selectFrom('app_dashboard.sync_slices')
    .select('range_from')
    .where('shop_id', '=', job.shopId)
    .where('job_id', '=', job.id)
    .where('stream', '=', findPlatform(ctx, connector.platform).primaryStream)
    .where('status', '=', 'SUCCEEDED')
    .execute();
  const timezone = connector.timezone ?? connector.shopTimezone;
  const days = slices.flatMap(({ range_from: from }) => {
    if (from === null) return [];
    if (isDay(from)) return [from];
    const instant = new Date(from);
    return Number.isNaN(instant.getTime()) ? [] : [dayOf(instant, timezone)];
  });
  return days.sort()[0] ?? null;
}
