import type { CanonicalBatch, EntityLevel } from '@commerce/core';

/** Collects which object-days a read brought, as `entity_id|day`, to tell those the platform no longer reports. */
export function metricKeys(): {
  add(rows: CanonicalBatch): void;
  of(level: EntityLevel): ReadonlySet<string>;
} {
  const byLevel = new Map<EntityLevel, Set<string>>();
  return {
    add(rows) {
      for (const { level, entity_id, day } of rows.metrics ?? []) {
        const keys = byLevel.get(level) ?? new Set();
        byLevel.set(level, keys.add(`${entity_id}|${day}`));
      }
    },
    of: (level) => byLevel.get(level) ?? new Set(),
  };
}
