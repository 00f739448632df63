import { COUNT_FIELDS, ACTION_FIELDS, VALUE_FIELDS } from './import-columns.ts';
import type { ImportLayout } from './import-layout.ts';
import type { Measure, Measures, Subject } from './import-rows.ts';
import { type InsightsWire, insightsSchema } from './schemas.ts';

/**
 * Names and ids of the row's object and of those above it. Without an id column an object is known by its
 * name and the names above it: `name:campaign›ad set`.
 */
function objectFields(
  { names, ids }: Subject,
  { level: wanted }: ImportLayout,
): Record<string, string> {
  const path: string[] = [];
  const fields: Record<string, string> = {};
  if (wanted === 'account') return fields;
  for (const level of ['campaign', 'adset', 'ad'] as const) {
    const name = names[`${level}_name`] ?? '';
    if (name) {
      path.push(name.normalize('NFC').replace(/\s+/g, ' '));
      fields[`${level}_name`] = name;
    }
    const id = ids[`${level}_id`] ?? (name ? `name:${path.join('›')}` : undefined);
    if (id !== undefined) fields[`${level}_id`] = id;
    if (level === wanted) break;
  }
  return fields;
}

/** Id of the object a row is about at the file's level; empty when the row names none. */
export function subjectId(subject: Subject, layout: ImportLayout): string {
  if (layout.level === 'account') return subject.account_id;
  return objectFields(subject, layout)[`${layout.level}_id`] ?? '';
}

/**
 * The row as the API would have sent it, as far as the file goes.
 */
export function toWire(subject: Subject, measures: Measures, layout: ImportLayout): InsightsWire {
  const { day } = subject;
  const { link_clicks, ...counts } = pick(measures, [...COUNT_FIELDS, 'spend', 'frequency']);
  return insightsSchema.parse({
    account_id: subject.account_id,
    account_currency: layout.currency,
    ...objectFields(subject, layout),
    ...(subject.attribution && { attribution_setting: subject.attribution }),
    date_start: day,
    date_stop: day,
    ...counts,
    ...(link_clicks !== undefined && { inline_link_clicks: link_clicks }),
    ...list(
      'actions',
      measures,
      Object.entries(ACTION_FIELDS).map(([field, { type }]) => [field, type]),
      zerosToSay(subject, measures, layout),
    ),
    ...list('action_values', measures, Object.entries(VALUE_FIELDS)),
  });
}

function pick<K extends Measure>(measures: Measures, fields: readonly K[]) {
  return Object.fromEntries(
    fields.flatMap((field) => (measures[field] === undefined ? [] : [[field, measures[field]]])),
  ) as Partial<Record<K, string>>;
}

/**
 * Fields whose zero is news. At the level of ads, and under one attribution setting, an absent count means
 * zero anyway; elsewhere it means that nothing was said, and the file did say zero.
 */
function zerosToSay(
  { attribution }: Subject,
  measures: Measures,
  { level }: ImportLayout,
): ReadonlySet<string> {
  if (level === 'ad' || attribution !== null) return new Set();
  const fields = Object.entries(ACTION_FIELDS);
  const valueOf = (field: string) => measures[field as Measure];
  const counted = new Set(
    fields.filter(([field]) => (valueOf(field) ?? '0') !== '0').map(([, { goal }]) => goal),
  );
  const zeros = fields.filter(([field, { goal }]) => valueOf(field) === '0' && !counted.has(goal));
  return new Set(zeros.map(([field]) => field));
}

/** Zero counts are left out, as the API does, but for those in `zeros`. */
function list(
  name: string,
  measures: Measures,
  types: (readonly [string, string])[],
  zeros: ReadonlySet<string> = new Set(),
) {
  const entries = types.flatMap(([field, action_type]) => {
    const value = measures[field as Measure];
    const silent = value === undefined || (value === '0' && !zeros.has(field));
    return silent ? [] : [{ action_type, value }];
  });
  return entries.length > 0 ? { [name]: entries } : {};
}
