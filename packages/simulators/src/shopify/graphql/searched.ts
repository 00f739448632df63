import { type FilterKeys, type SearchWarning, matcher } from '../search/match.ts';
import { parseSearch } from '../search/parse.ts';
import type { RequestContext } from './context.ts';
import type { Arguments } from './plan.ts';

/** Filters rows by the `query` argument and notes ignored filter keys for the response. */
export function searched<T>(
  field: string,
  rows: readonly T[],
  args: Arguments,
  keys: FilterKeys<T>,
  freeText: (row: T) => string,
  context: RequestContext,
): T[] {
  const query = typeof args.query === 'string' ? args.query : '';
  if (query.trim() === '') return [...rows];
  const warnings: SearchWarning[] = [];
  const parsed = parseSearch(query);
  const found = rows.filter(matcher(parsed, keys, freeText, context.now, warnings));
  if (warnings.length > 0) {
    context.searchNotes.push({ path: [field], query, parsed: describe(parsed), warnings });
  }
  return found;
}

function describe(query: ReturnType<typeof parseSearch>): unknown {
  if (query.kind === 'term') return { field: query.field, match_all: query.value };
  if (query.kind === 'not') return { not: describe(query.part) };
  if (query.kind === 'all') return {};
  return { [query.kind]: query.parts.map(describe) };
}
