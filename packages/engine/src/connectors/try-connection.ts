import type { JsonObject } from '@commerce/core';
import type { Connection, TokenCache } from '@commerce/platforms';
import type { EngineContext } from '../context.ts';

/** A connection of an account that is not stored yet: nothing is known of it but what the operator entered. */
export function tryConnection(
  ctx: EngineContext,
  input: {
    platform: string;
    simulated: boolean;
    config: JsonObject;
    credentials: JsonObject;
    tokens: TokenCache;
  },
): Connection {
  return {
    config: input.config,
    credentials: input.credentials,
    account: null,
    transport: ctx.transportFor({ platform: input.platform, simulated: input.simulated }),
    tokens: input.tokens,
    now: () => ctx.now(),
    sleep: (ms, signal) => ctx.sleep(ms, signal),
  };
}
