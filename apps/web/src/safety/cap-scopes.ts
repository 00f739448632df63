import type { Cap } from '../api/types.ts';
import type { AdAccount } from '../rules/ad-accounts.ts';

/** A platform and currency that limits are kept for, with the accounts they hold for. */
export interface CapScope {
  platform: string;
  currency: string;
  accounts: string[];
  /** Null: nothing is written there. */
  cap: Cap | null;
}

/** Every pair that has an account or limits, by name. */
export function capScopes(accounts: readonly AdAccount[], caps: readonly Cap[]): CapScope[] {
  const scopes = new Map<string, CapScope>();
  const at = ({ platform, currency }: { platform: string; currency: string }): CapScope => {
    const key = `${platform}/${currency}`;
    const scope = scopes.get(key) ?? { platform, currency, accounts: [], cap: null };
    scopes.set(key, scope);
    return scope;
  };
  for (const account of accounts) at(account).accounts.push(account.name);
  for (const cap of caps) at(cap).cap = cap;
  return [...scopes].sort(([a], [b]) => a.localeCompare(b)).map(([, scope]) => scope);
}
