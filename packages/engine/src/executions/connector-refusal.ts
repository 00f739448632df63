import type { Action } from '@commerce/core';
import type { ConnectorRecord } from '../connectors/connector-record.ts';
import type { EngineContext } from '../context.ts';
import { readOnlyWords } from './open-actions.ts';

/** Why an account cannot be written to as it is connected now; null when it can. */
export function connectorRefusal(
  ctx: Pick<EngineContext, 'platforms'>,
  connector: ConnectorRecord,
  action: Action,
): {
  code: 'read_only_connector' | 'needs_reauth' | 'not_executable';
  message: string;
} | null {
  const actions = ctx.platforms.get(connector.platform)?.actions;
  if (connector.mode !== 'api' || !actions) {
    return { code: 'read_only_connector', message: readOnlyWords(connector) };
  }
  if (connector.status === 'disabled') {
    return { code: 'read_only_connector', message: `${connector.name} is switched off` };
  }
  if (connector.status === 'needs_reauth') {
    const message = `${connector.name} must be connected again first; nothing was sent`;
    return { code: 'needs_reauth', message };
  }
  if (!actions.kinds.includes(action.kind) || !actions.levels.includes(action.level)) {
    const message = `${action.kind} is not possible at ${action.level} level there`;
    return { code: 'not_executable', message };
  }
  return null;
}
