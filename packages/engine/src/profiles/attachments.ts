import { type EntityLevel, type KpiProfile, resolveProfile } from '@commerce/core';
import type { Db } from '@commerce/db';
import type { Profiles } from './load-profiles.ts';

/** A profile attached to an ad object. */
export interface Attachment {
  level: EntityLevel;
  entity_id: string;
  profile_key: string;
}

/** Where an ad object stands in its account. */
interface Place {
  level: EntityLevel;
  id: string;
  parentId: string | null;
  campaignId: string | null;
}

/** The profile that holds for an object of one account, and the key attached to the object itself. */
export type ProfileOf = (place: Place) => { profile: KpiProfile; own: string | null };

export function profileLookup(profiles: Profiles, attachments: Iterable<Attachment>): ProfileOf {
  const attached = new Map<string, string>();
  for (const { level, entity_id, profile_key } of attachments) {
    attached.set(keyOf(level, entity_id), profile_key);
  }
  if (attached.size === 0) {
    const { profile } = resolveProfile([], profiles);
    return () => ({ profile, own: null });
  }
  return (place) => {
    const keys = upwards(place).map((key) => attached.get(key));
    return { profile: resolveProfile(keys, profiles).profile, own: keys[0] ?? null };
  };
}

/** The object and what lies above it, nearest first. */
function upwards({ level, id, parentId, campaignId }: Place): string[] {
  const self = keyOf(level, id);
  if (level === 'account') return [self];
  const campaign = keyOf('campaign', campaignId ?? (level === 'adset' ? parentId : null) ?? '');
  const account = keyOf('account', '');
  if (level === 'campaign') return [self, account];
  if (level === 'adset') return [self, campaign, account];
  return [self, keyOf('adset', parentId ?? ''), campaign, account];
}

/** A connector is one account, whatever id it goes by. */
const keyOf = (level: EntityLevel, id: string): string =>
  level === 'account' ? level : `${level}|${id}`;

/** All attachments of an account. */
export async function loadAttachments(
  db: Db,
  key: { shopId: string; connectorId: string },
): Promise<Attachment[]> {
  return await db
    .selectFrom('app_dashboard.entity_kpi_profiles')
    .select(['level', 'entity_id', 'profile_key'])
    .where('shop_id', '=', key.shopId)
    .where('connector_id', '=', key.connectorId)
    .execute();
}
