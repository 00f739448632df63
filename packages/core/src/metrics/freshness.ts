import type { ConnectorMode, ConnectorStatus } from '../glossary.ts';

export interface ConnectorFreshness {
  mode: ConnectorMode;
  status: ConnectorStatus;
  lastSyncedAt: Date | null;
  syncing: boolean;
}

export interface ShopFreshness {
  state: 'fresh' | 'stale' | 'never_synced' | 'needs_reauth' | 'failing' | 'no_connectors';
  syncing: boolean;
  stale: boolean;
  lastSyncedAt: Date | null;
  ageMinutes: number | null;
}

/** Whether a connector that should be read by itself was not read within the limit. Imports never go stale. */
export function isStale(
  connector: ConnectorFreshness,
  maxStalenessMinutes: number,
  now: Date,
): boolean {
  if (connector.mode !== 'api' || connector.status === 'disabled') return false;
  return (
    connector.lastSyncedAt === null ||
    now.getTime() - connector.lastSyncedAt.getTime() > maxStalenessMinutes * 60_000
  );
}

/** The worst of a shop's connectors: a dead login before a failure, a failure before age. */
export function shopFreshness(
  connectors: readonly ConnectorFreshness[],
  maxStalenessMinutes: number,
  now: Date,
): ShopFreshness {
  const live = connectors.filter(
    (connector) => connector.mode === 'api' && connector.status !== 'disabled',
  );
  const times = live.map((connector) => connector.lastSyncedAt);
  const known = times.filter((time) => time !== null);
  const oldest = known.length ? new Date(Math.min(...known.map((time) => time.getTime()))) : null;
  const stale = live.some((connector) => isStale(connector, maxStalenessMinutes, now));
  const state = ((): ShopFreshness['state'] => {
    if (connectors.length === 0) return 'no_connectors';
    if (live.some(({ status }) => status === 'needs_reauth')) return 'needs_reauth';
    if (live.some(({ status }) => status === 'failing')) return 'failing';
    if (times.includes(null)) return 'never_synced';
    return stale ? 'stale' : 'fresh';
  })();
  return {
    state,
    syncing: live.some((connector) => connector.syncing),
    stale,
    lastSyncedAt: oldest,
    ageMinutes:
      oldest === null ? null : Math.max(0, Math.floor((now.getTime() - oldest.getTime()) / 60_000)),
  };
}
