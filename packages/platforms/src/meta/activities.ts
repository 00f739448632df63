import { addDays, dayOf, PlatformError, startOfDay, syncNote } from '@commerce/core';
import type {
  Page,
  PlanInput,
  ReadContext,
  SlicePlan,
  SliceProof,
  Stream,
} from '../platform/stream.ts';
import { activityId, activitySchema, type ActivityWire, mapActivity } from './activities-map.ts';
import { createGraph, type Graph, type Item } from './client.ts';
import { ACCOUNT_FIELDS } from './fields.ts';
import type { AccountContext } from './map-entities.ts';
import { accountSchema } from './schemas.ts';
import { readConfig } from './settings.ts';

const DAY_MS = 86_400_000;
const HISTORY_DAYS = 90;
const PAGE = 200;
const FIELDS =
  'event_time,event_type,actor_id,actor_name,application_name,object_id,object_name,object_type,extra_data';

/**
 * One slice: from a day before the last read, so that entries that came late are seen; the first time the
 * last 90 days. The cursor is the instant of the read.
 */
export function planActivities(input: PlanInput): SlicePlan[] {
  const { now, timezone, range } = input;
  const today = dayOf(now, timezone);
  const first = addDays(today, -HISTORY_DAYS);
  if (input.kind === 'HISTORICAL_REBUILD' && range) {
    const from = range.from > first ? range.from : first;
    const to = range.to < today ? range.to : today;
    if (from > to) return [];
    const until = startOfDay(addDays(to, 1), timezone);
    return [slice(from, to, startOfDay(from, timezone), until < now ? until : now, null)];
  }
  const fresh = input.kind !== 'INCREMENTAL' || input.cursor === null;
  const since = fresh
    ? startOfDay(first, timezone)
    : new Date(Date.parse(input.cursor ?? '') - DAY_MS);
  return [slice(dayOf(since, timezone), today, since, now, now.toISOString())];
}

function slice(from: string, to: string, since: Date, until: Date, cursor: string | null) {
  // `until` is left out of the answer: what happens in this very second belongs to it.
  const params = { since: seconds(since), until: seconds(until) + 1, cursor };
  return { key: 'activities', from, to, params };
}

const seconds = (instant: Date): number => Math.floor(instant.getTime() / 1000);

/** The account's own log of changes. An account that does not show it is read without: nothing else depends on it. */
export async function* readActivities(
  context: ReadContext,
  { params }: SlicePlan,
): AsyncGenerator<Page, SliceProof, void> {
  const graph = createGraph(context.connection, context.signal);
  const { ad_account_id } = readConfig(context.connection.config);
  const account = await accountOf(graph, context, ad_account_id);
  const asked = {
    fields: FIELDS,
    // Statuses come as words, else in the language of the token's owner.
    locale: 'en_US',
    since: JSON.stringify(params?.since),
    until: JSON.stringify(params?.until),
  };
  const cursor = typeof params?.cursor === 'string' ? params.cursor : null;
  let received = 0;
  try {
    for await (const items of graph.pages(
      `act_${ad_account_id}/activities`,
      asked,
      activitySchema,
      PAGE,
    )) {
      const page = toPage(items, account);
      received += page.records.length;
      yield page;
    }
  } catch (error) {
    if (!(error instanceof PlatformError && error.kind === 'permission')) throw error;
    const notes = [
      syncNote(
        'change_log_hidden',
        'Meta does not show this account’s log of changes to the token; changes stay without a name.',
      ),
    ];
    return { expected: null, received, cursor: null, notes };
  }
  return { expected: null, received, cursor };
}

async function accountOf(
  graph: Graph,
  { connection }: ReadContext,
  id: string,
): Promise<AccountContext> {
  if (connection.account) return { id, currency: connection.account.currency };
  const { value } = await graph.get(`act_${id}`, { fields: ACCOUNT_FIELDS }, accountSchema);
  return { id, currency: value.currency };
}

/** An entry listed twice while the log was growing is one entry. */
function toPage(items: Item<ActivityWire>[], account: AccountContext): Page {
  const known = new Map(items.map((item) => [activityId(item.value), item]));
  return {
    records: [...known].map(([external_id, { raw }]) => ({ external_id, payload: raw })),
    rows: { activities: [...known.values()].map(({ value }) => mapActivity(value, account)) },
  };
}

export const activities: Stream = {
  name: 'activities',
  order: 15,
  plan: planActivities,
  read: readActivities,
};
