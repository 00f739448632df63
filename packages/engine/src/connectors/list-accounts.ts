import type { AccountInfo } from '@commerce/platforms';
import type { EngineContext } from '../context.ts';
import { findPlatform } from './find-platform.ts';
import { parseSettings } from './parse-settings.ts';
import { asAnswer } from './platform-refusal.ts';
import { heldTokens } from './token-cache.ts';
import { tryConnection } from './try-connection.ts';

export interface ListAccountsInput {
  platform: string;
  config: unknown;
  credentials: unknown;
  simulated?: boolean;
}

/**
 * Accounts that credentials can see, to choose from before connecting; nothing is stored.
 * @throws AppError `platform_refused` with the platform's reason, `invalid_input`, `not_found`
 */
export async function listAccounts(
  ctx: EngineContext,
  input: ListAccountsInput,
): Promise<AccountInfo[]> {
  const platform = findPlatform(ctx, input.platform);
  const settings = parseSettings(platform, input);
  const connection = tryConnection(ctx, {
    ...settings,
    platform: platform.id,
    simulated: input.simulated ?? false,
    tokens: heldTokens(),
  });
  try {
    if (platform.listAccounts) return await platform.listAccounts(connection);
    return [await platform.connect(connection)];
  } catch (error) {
    throw asAnswer(error);
  }
}
