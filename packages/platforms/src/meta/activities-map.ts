import { createHash } from 'node:crypto';
import type { ActivityRow, EntityLevel, JsonValue } from '@commerce/core';
import { z } from 'zod';
import { parseJson } from './json.ts';
import { type AccountContext, instant } from './map-entities.ts';
import { currencyOffset, toMajor } from './minor-units.ts';
import type { MinorAmount } from './schemas.ts';

const id = z.union([z.string(), z.number().int()]).transform(String);

export const activitySchema = z.looseObject({
  event_time: z.string().min(1),
  event_type: z.string().min(1),
  actor_id: id.optional(),
  actor_name: z.string().optional(),
  application_name: z.string().optional(),
  object_id: id.optional(),
  object_name: z.string().optional(),
  object_type: z.string().optional(),
  /** JSON as text. */
  extra_data: z.string().optional(),
});
export type ActivityWire = z.infer<typeof activitySchema>;

/** What object an event is about; `object_type` uses names of an older model, where CAMPAIGN is an ad set. */
const LEVELS: Readonly<Record<string, EntityLevel>> = {
  campaign: 'campaign',
  ad_set: 'adset',
  ad: 'ad',
};
const FIELDS: Readonly<Record<string, string>> = {
  run_status: 'status',
  budget: 'budget',
  name: 'name',
  friendly_name: 'name',
};
/**
 * Words for what an object is set to. Others tell a stage that Meta takes it through ("Pending Process"), or are
 * of another language than was asked for: what the object was set to is then not known.
 */
const STATUSES: Readonly<Record<string, string>> = {
  active: 'ACTIVE',
  inactive: 'PAUSED',
  paused: 'PAUSED',
  archived: 'ARCHIVED',
  deleted: 'DELETED',
};

/** One entry of the change log. Budgets: account currency, major units; a value or word of unknown form is kept in `attributes` only. */
export function mapActivity(wire: ActivityWire, account: AccountContext): ActivityRow {
  const [, word = '', change = ''] =
    /^update_(campaign|ad_set|ad)_(\w+)$/.exec(wire.event_type) ?? [];
  const field = FIELDS[change] ?? null;
  const extra = readExtra(wire.extra_data);
  const value = (side: 'old_value' | 'new_value') => readValue(field, textAt(extra, side), account);
  return {
    external_id: activityId(wire),
    occurred_at: instant(wire.event_time) ?? wire.event_time,
    event_type: wire.event_type,
    actor_id: wire.actor_id ?? null,
    actor_name: wire.actor_name ?? null,
    application: wire.application_name ?? null,
    level: LEVELS[word] ?? null,
    entity_id: wire.object_id ?? null,
    entity_name: wire.object_name ?? null,
    field,
    before: value('old_value'),
    after: value('new_value'),
    attributes: { object_type: wire.object_type ?? null, extra_data: extra },
  };
}

/** What Meta writes anew into an old entry each time it is asked: signatures of links, and when learning ended. */
const VOLATILE = /(https?:[^"?]*)\?[^"]*|("last_learning_exit":)\s*(?:\d+|null)/g;

/** The log gives its entries no id: what an entry says, and says again, is what it is known by. */
export function activityId(wire: ActivityWire): string {
  const { event_time, event_type, object_id, actor_id, extra_data } = wire;
  const said = extra_data?.replace(VOLATILE, '$1$2') ?? '';
  const facts = [event_time, event_type, object_id ?? '', actor_id ?? '', said];
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url').slice(0, 27);
}

function readExtra(text: string | undefined): JsonValue {
  if (text === undefined) return null;
  try {
    return parseJson(text) as JsonValue;
  } catch {
    return text;
  }
}

/** The value itself, or the one inside where Meta wraps it with its type and currency. */
function textAt(extra: JsonValue, side: 'old_value' | 'new_value'): string | null {
  if (extra === null || typeof extra !== 'object' || Array.isArray(extra)) return null;
  const value = extra[side];
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return value === undefined ? null : textAt(value, side);
}

function readValue(field: string | null, text: string | null, account: AccountContext) {
  if (text === null) return null;
  if (field === 'status') return STATUSES[text.toLowerCase()] ?? null;
  if (field !== 'budget') return field === null ? null : text;
  return /^\d+$/.test(text) ? toMajor(text as MinorAmount, currencyOffset(account.currency)) : null;
}
