import type { EntityLevel } from '@commerce/core';
import type { UncoveredInput } from '@commerce/db';
import type { FileProof } from '@commerce/platforms';
import type { metricKeys } from '../sync/metric-keys.ts';

export const NOTHING_REMOVED = { rows: 0, days: 0 };

/** What an import takes away: stored rows of the days a file replaces that it does not bring. Null where it replaces none. */
export function uncoveredRows(
  { shopId, connectorId }: { shopId: string; connectorId: string },
  { replaces }: FileProof,
  seen: ReturnType<typeof metricKeys>,
): UncoveredInput | null {
  if (!replaces || replaces.level === null) return null;
  const level = replaces.level as EntityLevel;
  const { from, to } = replaces;
  return { shopId, connectorId, level, from, to, seen: seen.of(level), source: 'file' };
}
