import type { Db } from '@commerce/db';

/** Entries of versions that have passed are never asked for again and leave as new ones come. */
const MOST_ENTRIES = 200;

const byDatabase = new WeakMap<Db, Map<string, unknown>>();

/**
 * Answers of this process by their version, which changes with everything an answer is made of. Whoever
 * asks must have been given the version under their own rights in the same request.
 */
export function rememberedMetrics<T>(db: Db) {
  let entries = byDatabase.get(db);
  if (!entries) byDatabase.set(db, (entries = new Map()));
  const known = entries;
  return {
    get: (version: string): T | undefined => known.get(version) as T | undefined,
    set(version: string, answer: T): void {
      if (known.size >= MOST_ENTRIES) known.delete(known.keys().next().value as string);
      known.set(version, answer);
    },
  };
}
