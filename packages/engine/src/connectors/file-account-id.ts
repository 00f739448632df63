const prefix = (platform: string): string => `file:${platform}`;

/**
 * The account id of rows that came from files: of the named account, or of the one account of a shop whose files do
 * not say whose they are.
 */
export const fileAccountId = (platform: string, account: string | null = null): string =>
  account === null ? prefix(platform) : `${prefix(platform)}:${account}`;

/** The account behind a connector's account id; null for files that nobody named the account of. */
export function accountBehind(platform: string, externalAccountId: string): string | null {
  if (externalAccountId === prefix(platform)) return null;
  const named = `${prefix(platform)}:`;
  return externalAccountId.startsWith(named)
    ? externalAccountId.slice(named.length)
    : externalAccountId;
}
