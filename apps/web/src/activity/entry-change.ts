import type { FieldChange, TimelineEntry } from '../api/types.ts';

const FIELDS: readonly string[] = [
  'status',
  'daily_budget',
  'lifetime_budget',
] satisfies readonly FieldChange['field'][];

/** The change of an entry as the diff of a proposal, which has words; null for what no proposal speaks of. */
export function diffOf({
  field,
  before,
  after,
  currency,
}: Pick<TimelineEntry, 'field' | 'before' | 'after' | 'currency'>): FieldChange | null {
  if (field === null || after === null || !FIELDS.includes(field)) return null;
  return { field: field as FieldChange['field'], before, after, currency };
}
