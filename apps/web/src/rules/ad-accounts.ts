import type { RuleScope, Shop } from '../api/types.ts';

export interface AdAccount {
  id: string;
  platform: string;
  name: string;
  currency: string;
}

/** A shop's ad accounts that are not switched off. */
export const adAccounts = (shop: Pick<Shop, 'connectors' | 'currency'>): AdAccount[] =>
  shop.connectors
    .filter(({ kind, status }) => kind === 'ads' && status !== 'disabled')
    .map(({ id, platform, name, currency }) => ({
      id,
      platform,
      name,
      currency: currency ?? shop.currency,
    }));

/** What amounts of a rule are in: what it says itself, else what the accounts in scope share, else the shop's. */
export function ruleCurrency(
  shop: Pick<Shop, 'currency'>,
  accounts: readonly AdAccount[],
  scope: Pick<RuleScope, 'connector_ids' | 'currency'>,
): string {
  const { connector_ids: ids, currency } = scope;
  if (currency !== null) return currency;
  const inScope = accounts.filter(({ id }) => ids.length === 0 || ids.includes(id));
  const [first, ...others] = new Set(inScope.map((account) => account.currency));
  return first !== undefined && others.length === 0 ? first : shop.currency;
}
