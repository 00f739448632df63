import { type Call, pageAddress, type Reply } from './call.ts';
import { isDay, platformTime, startOfDay } from './days.ts';
import type { Account, Activity, Entity } from './entities.ts';
import { invalidParameter } from './errors.ts';
import { pick } from './object-fields.ts';
import { page } from './paging.ts';
import { fieldTree } from './params.ts';

export interface Actor {
  id: string;
  name: string;
  /** The program the change was made with. */
  application: string;
}

const OBJECT_WORD = { campaign: 'campaign', adset: 'ad_set', ad: 'ad' } as const;
/** Names of an older model, where a campaign was a group of campaigns and an ad set a campaign. */
const OBJECT_TYPE = { campaign: 'CAMPAIGN_GROUP', adset: 'CAMPAIGN', ad: 'ADGROUP' } as const;

export type ChangeKind = 'run_status' | 'budget' | 'name' | 'bidding' | 'duration' | 'spend_cap';

/** Writes one change into the account's change log. */
export function record(
  account: Account,
  entity: Entity,
  change: { at: number; actor: Actor; kind: ChangeKind; from: string; to: string },
): void {
  account.activities.push({
    at: change.at,
    eventType: `update_${OBJECT_WORD[entity.kind]}_${change.kind}`,
    actorId: change.actor.id,
    actorName: change.actor.name,
    application: change.actor.application,
    objectId: entity.id,
    objectName: entity.name,
    objectType: OBJECT_TYPE[entity.kind],
    oldValue: change.from,
    newValue: change.to,
  });
}

/** Newest first, between `since` and `until` (days of the account or unix seconds). */
export function listActivities(call: Call, account: Account): Reply {
  const since = bound(call, account, 'since', 0);
  const until = bound(call, account, 'until', Number.POSITIVE_INFINITY);
  const found = account.activities
    .filter((item) => item.at >= since && item.at < until)
    .sort((a, b) => b.at - a.at);
  const tree = fieldTree(
    call.params.get('fields') ?? 'event_time,event_type,object_id,object_name,extra_data',
  );
  const body = page(found, pageAddress(call));
  const data = body.data.map((item) => {
    const { id: _, ...fields } = pick(readers(account, item), tree);
    return fields;
  });
  return { status: 200, body: { ...body, data } };
}

function bound(call: Call, account: Account, name: string, otherwise: number): number {
  const text = call.params.get(name);
  if (text === undefined) return otherwise;
  if (isDay(text)) return startOfDay(text, account.timezone);
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  throw invalidParameter(`Param ${name} must be a date or a unix timestamp.`, [name]);
}

function readers(account: Account, item: Activity) {
  return {
    event_time: () => platformTime(item.at, account.timezone),
    event_type: () => item.eventType,
    translated_event_type: () => item.eventType.replaceAll('_', ' '),
    actor_id: () => item.actorId,
    actor_name: () => item.actorName,
    object_id: () => item.objectId,
    object_name: () => item.objectName,
    object_type: () => item.objectType,
    extra_data: () => JSON.stringify({ old_value: item.oldValue, new_value: item.newValue }),
    application_id: () => undefined,
    application_name: () => item.application,
  };
}
