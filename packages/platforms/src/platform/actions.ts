import type { Action, ActionKind, EntityLevel, JsonObject, LiveState } from '@commerce/core';
import type { Connection } from './connection.ts';

/** A write as it was sent, without secrets, and the platform's answer. */
export interface WriteReceipt {
  request: JsonObject;
  response: JsonObject;
}

/**
 * Writes to a platform; only connectors in `api` mode have them. Every method throws PlatformError.
 * Amounts are major units with their currency; the adapter alone knows minor units.
 */
export interface PlatformActions {
  kinds: readonly ActionKind[];
  levels: readonly EntityLevel[];
  /** The object as it is now. */
  read(
    connection: Connection,
    target: { level: EntityLevel; entity_id: string },
  ): Promise<LiveState>;
  /** Asks the platform whether it would accept the write, without doing it. Absent where it has no dry run. */
  preview?(connection: Connection, action: Action): Promise<void>;
  /**
   * Sends the write exactly once, never again by itself.
   * @throws PlatformError `unknown_outcome` when the answer was lost or says nothing certain (timeouts,
   * broken connections, 5xx); every other kind means surely not applied
   */
  execute(connection: Connection, action: Action): Promise<WriteReceipt>;
  /** The request that `execute` would send, without secrets, for the record before it is sent. */
  describe(connection: Connection, action: Action): JsonObject;
}
