import type { JsonObject } from '@commerce/core';
import type { AccountInfo, CachedToken, Platform } from '@commerce/platforms';
import { findPlatform } from '../connectors/find-platform.ts';
import { parseSettings } from '../connectors/parse-settings.ts';
import { asAnswer } from '../connectors/platform-refusal.ts';
import { heldTokens } from '../connectors/token-cache.ts';
import { tryConnection } from '../connectors/try-connection.ts';
import type { EngineContext } from '../context.ts';

/** An account whose credentials have been used with success; nothing of it is stored yet. */
export interface ProvenAccount {
  platform: Platform;
  account: AccountInfo;
  config: JsonObject;
  credentials: JsonObject;
  /** The token the platform issued meanwhile. */
  token: CachedToken | null;
  simulated: boolean;
}

/**
 * Uses credentials once and says what account they open.
 * @throws AppError `invalid_input`, `platform_refused`, `unavailable`, `rate_limited`
 */
export async function proveAccount(
  ctx: EngineContext,
  input: { platform: string; config: unknown; credentials: unknown; simulated: boolean },
): Promise<ProvenAccount> {
  const platform = findPlatform(ctx, input.platform);
  const settings = parseSettings(platform, input);
  const tokens = heldTokens();
  const { simulated } = input;
  const connection = tryConnection(ctx, { ...settings, platform: platform.id, simulated, tokens });
  const account = await platform.connect(connection).catch((error: unknown) => {
    throw asAnswer(error);
  });
  return { platform, account, ...settings, token: tokens.held(), simulated };
}
