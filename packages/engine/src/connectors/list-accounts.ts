import type { AccountInfo } from '@commerce/platforms';
import type { EngineContext } from '../context.ts';
import { findPlatform } from './find-platform.ts';
import { parseCredentials } from './parse-settings.ts';
import { asAnswer } from './platform-refusal.ts';
import { proveAccount } from './prove-account.ts';
import { heldTokens } from './token-cache.ts';
import { tryConnection } from './try-connection.ts';

export interface ListAccountsInput {
  platform: string;
  credentials: unknown;
  /** Only for platforms where credentials open one account, which the settings name. */
  config?: unknown;
  simulated?: boolean | undefined;
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
  const { simulated = false } = input;
  if (!platform.listAccounts) {
    const { account } = await proveAccount(ctx, { ...input, config: input.config ?? {} });
    return [account];
  }
  const connection = tryConnection(ctx, {
    config: {},
    credentials: parseCredentials(platform, input.credentials),
    platform: platform.id,
    simulated,
    tokens: heldTokens(),
  });
  return await platform.listAccounts(connection).catch((error: unknown) => {
    throw asAnswer(error);
  });
}
