import { badRequest } from '../graphql/errors.ts';
import type { Comparator, Query } from './parse.ts';

type Term = Extract<Query, { kind: 'term' }>;
type Test<T> = (row: T) => boolean;

/** Prepares one term of a filter key; may reject the value. */
export type FilterKey<T> = (term: Term, now: number) => Test<T>;
export type FilterKeys<T> = Readonly<Record<string, FilterKey<T>>>;

export interface SearchWarning {
  field: string;
  message: string;
  code: string;
}

/** Compiles a search for one resource. Unknown keys match everything and leave a warning. */
export function matcher<T>(
  query: Query,
  keys: FilterKeys<T>,
  freeText: (row: T) => string,
  now: number,
  warnings: SearchWarning[],
): Test<T> {
  if (query.kind === 'all') return () => true;
  if (query.kind === 'term') return termTest(query, keys, freeText, now, warnings);
  if (query.kind === 'not') {
    if (query.part.kind === 'term' && query.part.field && !keys[query.part.field]) {
      return termTest(query.part, keys, freeText, now, warnings);
    }
    const inner = matcher(query.part, keys, freeText, now, warnings);
    return (row) => !inner(row);
  }
  const tests = query.parts.map((part) => matcher(part, keys, freeText, now, warnings));
  return query.kind === 'and'
    ? (row) => tests.every((test) => test(row))
    : (row) => tests.some((test) => test(row));
}

function termTest<T>(
  term: Term,
  keys: FilterKeys<T>,
  freeText: (row: T) => string,
  now: number,
  warnings: SearchWarning[],
): Test<T> {
  if (term.field === null) {
    const wanted = term.value.toLowerCase();
    return (row) => freeText(row).toLowerCase().includes(wanted);
  }
  const key = keys[term.field];
  if (key) return key(term, now);
  warnings.push({
    field: term.field,
    message: 'Invalid search field for this query.',
    code: 'invalid_field',
  });
  return () => true;
}

function compare(comparator: Comparator, order: number): boolean {
  if (comparator === ':') return order === 0;
  if (comparator === ':>') return order > 0;
  if (comparator === ':>=') return order >= 0;
  return comparator === ':<' ? order < 0 : order <= 0;
}

/** Instants; values must be quoted when they hold a time of day, `now` is the current instant. */
export function timeKey<T>(read: (row: T) => number): FilterKey<T> {
  return (term, now) => {
    const wanted = instantOf(term, now);
    const day = /^\d{4}-\d\d-\d\d$/.test(term.value) && term.comparator === ':';
    if (day) return (row) => read(row) >= wanted && read(row) < wanted + 86_400_000;
    return (row) => compare(term.comparator, read(row) - wanted);
  };
}

function instantOf(term: Term, now: number): number {
  if (term.value === 'now') return now;
  const zoned = /T/.test(term.value) && !/(?:Z|[+-]\d\d:?\d\d)$/.test(term.value);
  const instant = Date.parse(zoned ? `${term.value}Z` : term.value);
  if (Number.isNaN(instant) || (!term.quoted && term.value.includes(':'))) {
    throw badRequest(`Invalid timestamp for query filter \`${term.field}\`.`);
  }
  return instant;
}

export function textKey<T>(read: (row: T) => string | readonly string[] | null): FilterKey<T> {
  return (term) => {
    const wanted = term.value.toLowerCase();
    const prefix = wanted.endsWith('*') ? wanted.slice(0, -1) : null;
    const fits = (text: string) =>
      prefix === null ? text.toLowerCase() === wanted : text.toLowerCase().startsWith(prefix);
    return (row) => {
      const value = read(row);
      if (value === null) return false;
      return typeof value === 'string' ? fits(value) : value.some(fits);
    };
  };
}

export function numberKey<T>(read: (row: T) => number): FilterKey<T> {
  return (term) => {
    const wanted = Number(term.value);
    return (row) => compare(term.comparator, read(row) - wanted);
  };
}

/** Numeric ids; values may be the whole gid or its number. */
export function idKey<T>(read: (row: T) => string | null): FilterKey<T> {
  return (term) => {
    const wanted = Number(term.value.slice(term.value.lastIndexOf('/') + 1));
    return (row) => {
      const id = read(row);
      if (id === null) return false;
      return compare(term.comparator, Number(id.slice(id.lastIndexOf('/') + 1)) - wanted);
    };
  };
}
