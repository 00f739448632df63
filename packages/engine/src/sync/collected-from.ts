import { addDays, type Day, type DayRange, dayOf, isDay, mergeRanges } from '@commerce/core';
import type { Trx } from '@commerce/db';
import type { ConnectorRecord } from '../connectors/connector-record.ts';
import { findPlatform } from '../connectors/find-platform.ts';
import type { EngineContext } from '../context.ts';
import type { ClaimedJob } from './claim-job.ts';

/**
 * First day, in the account's timezone, from which the platform's primary stream was read without a gap up to
 * its latest read, this job included. Days read on their own further back (a rebuild of an old week) do not
 * move it. null where no day was read yet.
 */
export async function collectedFrom(
  trx: Trx,
  ctx: Pick<EngineContext, 'platforms'>,
  job: ClaimedJob,
  connector: ConnectorRecord,
): Promise<Day | null> {
  const timezone = connector.timezone ?? connector.shopTimezone;
  const { known, since } = await knownRange(trx, connector, timezone);
  const slices = await trx
    .selectFrom('app_dashboard.sync_slices')
    .select(['range_from', 'range_to'])
    .where('shop_id', '=', job.shopId)
    .where('job_id', 'in', (query) =>
      query
        .selectFrom('app_dashboard.sync_jobs')
        .select('id')
        .where('shop_id', '=', job.shopId)
        .where('connector_id', '=', job.connectorId)
        // Jobs that failed since the last success may have read this stream, and moved its cursor.
        .$if(since !== null, (jobs) =>
          jobs.where((eb) => eb.or([eb('id', '=', job.id), eb('created_at', '>', since)])),
        ),
    )
    .where('stream', '=', findPlatform(ctx, connector.platform).primaryStream)
    .where('status', '=', 'SUCCEEDED')
    .execute();
  const covered = slices.flatMap(({ range_from, range_to }) => {
    const from = firstDay(range_from, timezone);
    const to = lastDay(range_to, timezone);
    return from !== null && to !== null && from <= to ? [{ from, to }] : [];
  });
  return mergeRanges(known ? [known, ...covered] : covered).at(-1)?.from ?? null;
}

/** What earlier jobs read. The first day that files brought before any read is none of it. */
async function knownRange(
  trx: Trx,
  connector: ConnectorRecord,
  timezone: string,
): Promise<{ known: DayRange | null; since: Date | null }> {
  const row = await trx
    .selectFrom('app_dashboard.connectors')
    .select(['collected_from', 'last_synced_at'])
    .where('shop_id', '=', connector.shopId)
    .where('id', '=', connector.id)
    .executeTakeFirstOrThrow();
  const { collected_from: from, last_synced_at: since } = row;
  if (from === null || since === null) return { known: null, since };
  // The day of the last read was not over: what follows must begin on it.
  return { known: { from, to: addDays(dayOf(since, timezone), -1) }, since };
}

function firstDay(from: string | null, timezone: string): Day | null {
  if (from === null || isDay(from)) return from;
  const instant = new Date(from);
  return Number.isNaN(instant.getTime()) ? null : dayOf(instant, timezone);
}

/** Ends are inclusive as days and exclusive as instants. */
function lastDay(to: string | null, timezone: string): Day | null {
  if (to === null || isDay(to)) return to;
  const instant = new Date(Date.parse(to) - 1);
  return Number.isNaN(instant.getTime()) ? null : dayOf(instant, timezone);
}
