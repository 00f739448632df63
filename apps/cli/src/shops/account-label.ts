import type { EngineContext } from '@commerce/engine';

/**
 * What an operator calls an account: its shop and platform, and its own name where that says more. A shop's
 * accounts on several platforms often have the same name.
 */
export function accountLabel(
  { platforms }: Pick<EngineContext, 'platforms'>,
  { shop, platform, account }: { shop: string; platform: string; account: string },
): string {
  const known = platforms.get(platform)?.name ?? platform;
  if (account === shop) return `${shop} · ${known}`;
  return account.startsWith(known) ? `${shop} · ${account}` : `${shop} · ${known} · ${account}`;
}
