import { type ProvenAccount, proveAccount } from '../connectors/prove-account.ts';
import type { EngineContext } from '../context.ts';
import { inFormWords } from './field-errors.ts';

/** Either the app's client credentials or a permanent token, as a person enters them. */
export interface ShopifyInput {
  shop_domain: string;
  client_id?: string | undefined;
  client_secret?: string | undefined;
  access_token?: string | undefined;
}

/**
 * Uses Shopify credentials once; stores nothing. `formName` gives the form's name of a setting, or of the
 * settings as a whole for an empty one.
 * @throws AppError `invalid_input`, `platform_refused`, `unavailable`, `rate_limited`
 */
export async function proveShopify(
  ctx: EngineContext,
  { shop_domain, ...credentials }: ShopifyInput,
  options: { simulated: boolean; formName: (setting: string) => string },
): Promise<ProvenAccount> {
  return await proveAccount(ctx, {
    platform: 'shopify',
    config: { shop_domain },
    credentials: Object.fromEntries(
      Object.entries(credentials).filter(([, value]) => value !== undefined),
    ),
    simulated: options.simulated,
  }).catch((error: unknown) => {
    throw inFormWords(error, options.formName);
  });
}
