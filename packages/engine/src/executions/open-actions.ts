import { AppError } from '@commerce/core';
import type { PlatformActions } from '@commerce/platforms';
import { type OpenConnection, openConnection } from '../connectors/open-connection.ts';
import type { EngineContext } from '../context.ts';

/** A connection with the means to write. Only `openActions` makes one, and only for accounts in `api` mode. */
export interface OpenActions extends OpenConnection {
  actions: PlatformActions;
}

/**
 * The means to change an account's ad objects.
 * @throws AppError `invalid_input` with `details.code` `read_only_connector` for imported and fixture accounts and
 * for platforms that are only read, `not_found`, `secret_unreadable`
 */
export async function openActions(ctx: EngineContext, connectorId: string): Promise<OpenActions> {
  const open = await openConnection(ctx, connectorId);
  const { connector, platform } = open;
  if (connector.mode !== 'api' || !platform.actions) {
    throw new AppError('invalid_input', readOnlyWords(connector), {
      details: { code: 'read_only_connector' },
    });
  }
  return { ...open, actions: platform.actions };
}

export const readOnlyWords = ({ name, mode }: { name: string; mode: string }): string =>
  mode === 'api'
    ? `${name} is of a platform that Commerce only reads; do this there`
    : `${name} was filled from files, so nothing can be written to it; connect the account itself first`;
