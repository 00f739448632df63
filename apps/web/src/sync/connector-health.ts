import type { ConnectorStatus } from '../api/types.ts';

export type Health =
  | 'syncing'
  | 'never'
  | 'ok'
  | 'stale'
  | 'needs_reauth'
  | 'failing'
  | 'disabled'
  | 'imported';

/** How a connected account is doing, the condition a person must act on first. */
export function connectorHealth(connector: ConnectorStatus): Health {
  if (connector.status !== 'connected') return connector.status;
  if (connector.mode === 'import') return 'imported';
  if (connector.syncing) return 'syncing';
  if (connector.last_synced_at === null) return 'never';
  return connector.stale ? 'stale' : 'ok';
}

export const HEALTH_TONES: Readonly<Record<Health, 'good' | 'warn' | 'bad' | 'plain' | 'accent'>> =
  {
    syncing: 'accent',
    never: 'plain',
    ok: 'good',
    stale: 'warn',
    needs_reauth: 'bad',
    failing: 'bad',
    disabled: 'plain',
    imported: 'plain',
  };
