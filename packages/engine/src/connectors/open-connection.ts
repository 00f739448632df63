import type { Connection, Platform } from '@commerce/platforms';
import type { EngineContext } from '../context.ts';
import { type ConnectorRecord, loadConnector } from './connector-record.ts';
import { readCredentials } from './credential-store.ts';
import { findPlatform } from './find-platform.ts';
import { parseSettings } from './parse-settings.ts';
import { storedTokens } from './token-cache.ts';

export interface OpenConnection {
  connector: ConnectorRecord;
  platform: Platform;
  connection: Connection;
}

/**
 * The means to talk to a connector's account: its settings and secrets opened, the network as it may use it.
 * @throws AppError `not_found`, `secret_unreadable`, `invalid_input` when stored settings no longer fit
 */
export async function openConnection(
  ctx: EngineContext,
  connectorId: string,
): Promise<OpenConnection> {
  const connector = await loadConnector(ctx.db, { connectorId });
  const platform = findPlatform(ctx, connector.platform);
  const stored = await readCredentials(ctx, connector);
  const settings = parseSettings(platform, { config: connector.config, credentials: stored });
  return {
    connector,
    platform,
    connection: {
      ...settings,
      account: {
        currency: connector.currency ?? '',
        timezone: connector.timezone ?? connector.shopTimezone,
        externalId: connector.externalAccountId,
      },
      transport: ctx.transportFor(connector),
      tokens: storedTokens(ctx, connector),
      now: () => ctx.now(),
      sleep: (ms, signal) => ctx.sleep(ms, signal),
    },
  };
}
