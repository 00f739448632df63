import type { CachedToken, TokenCache } from '@commerce/platforms';
import { AppError } from '@commerce/core';
import type { EngineContext } from '../context.ts';
import { putSecret, secretPlace, TOKEN_CACHE } from './credential-store.ts';

/** Keeps the issued token encrypted beside the credentials, so that restarts and workers share it. */
export function storedTokens(
  ctx: Pick<EngineContext, 'db' | 'secrets' | 'now'>,
  connector: { shopId: string; id: string },
): TokenCache {
  return {
    async load() {
      const row = await ctx.db
        .selectFrom('app_dashboard.shop_credentials')
        .select('ciphertext')
        .where('shop_id', '=', connector.shopId)
        .where('connector_id', '=', connector.id)
        .where('name', '=', TOKEN_CACHE)
        .executeTakeFirst();
      if (!row) return null;
      const place = secretPlace(connector.shopId, connector.id, TOKEN_CACHE);
      try {
        return JSON.parse(ctx.secrets.open(row.ciphertext, place)) as CachedToken;
      } catch (error) {
        // A token can be issued again; only the credentials themselves must stay readable.
        if (error instanceof AppError && error.code === 'secret_unreadable') return null;
        throw error;
      }
    },
    save: (token) =>
      putSecret(ctx.db, ctx, connector, {
        name: TOKEN_CACHE,
        value: { ...token },
        hint: null,
        expiresAt: token.expires_at,
      }),
  };
}

/** Holds the token until the connector it belongs to is stored. */
export function heldTokens(): TokenCache & { held(): CachedToken | null } {
  let token: CachedToken | null = null;
  return {
    load: async () => token,
    save: async (issued) => void (token = issued),
    held: () => token,
  };
}
