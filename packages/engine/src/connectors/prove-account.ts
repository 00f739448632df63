import { AppError, type JsonObject } from '@commerce/core';
import type { AccountInfo, CachedToken, Platform } from '@commerce/platforms';
import type { EngineContext } from '../context.ts';
import { findPlatform } from './find-platform.ts';
import { parseSettings } from './parse-settings.ts';
import { asAnswer } from './platform-refusal.ts';
import { heldTokens } from './token-cache.ts';
import { tryConnection } from './try-connection.ts';

export interface ProveAccountInput {
  platform: string;
  /** Default `api`. */
  mode?: 'api' | 'fixture' | undefined;
  config: unknown;
  credentials: unknown;
  /** Served by the local simulator; only the demo sets it. */
  simulated?: boolean | undefined;
}

/** An account whose credentials have been used with success; nothing of it is stored yet. */
export interface ProvenAccount {
  platform: Platform;
  mode: 'api' | 'fixture';
  account: AccountInfo;
  config: JsonObject;
  credentials: JsonObject;
  /** The token the platform issued meanwhile. */
  token: CachedToken | null;
  simulated: boolean;
}

/**
 * Uses credentials once and says what account they open; stores nothing.
 * @throws AppError `not_found`, `invalid_input`, `platform_refused`, `unavailable`, `rate_limited`
 */
export async function proveAccount(
  ctx: EngineContext,
  input: ProveAccountInput,
): Promise<ProvenAccount> {
  const platform = findPlatform(ctx, input.platform);
  const { mode = 'api', simulated = false } = input;
  if (!platform.modes.includes(mode)) {
    throw new AppError('invalid_input', `${platform.name} has no ${mode} mode`);
  }
  const settings = parseSettings(platform, input);
  const tokens = heldTokens();
  const connection = tryConnection(ctx, { ...settings, platform: platform.id, simulated, tokens });
  const account = await platform.connect(connection).catch((error: unknown) => {
    throw asAnswer(error);
  });
  return { platform, mode, account, ...settings, token: tokens.held(), simulated };
}
