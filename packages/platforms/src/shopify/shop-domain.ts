import { AppError } from '@commerce/core';

/** Hosts that Shopify itself gives to shops; nothing else is ever contacted with a token. */
const SHOP_HOST =
  /^[a-z0-9][a-z0-9-]{0,62}\.(?:myshopify\.com|myshopify\.io|shopify\.com|shop\.dev)$/;

/** Names of shopify.com that are services of Shopify, not shops. */
const NOT_SHOPS = new Set(['www.shopify.com', 'admin.shopify.com', 'accounts.shopify.com']);

const refuse = (text: string): AppError =>
  new AppError(
    'invalid_input',
    `"${text.slice(0, 80)}" is not a Shopify shop address; write it like my-shop.myshopify.com (Shopify admin: Settings, Domains)`,
  );

/**
 * The shop's own host in lower case, from what a person typed or pasted: protocol, path and a final
 * slash are dropped; `admin.shopify.com/store/<name>` becomes `<name>.myshopify.com`.
 * @throws AppError `invalid_input` for user info, ports, punycode and every foreign host.
 */
export function shopDomain(text: string): string {
  const address = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '');
  const [host = '', ...path] = address.split(/[/?#]/);
  if (host === 'admin.shopify.com' && path[0] === 'store' && path[1] !== undefined) {
    return shopDomain(`${path[1]}.myshopify.com`);
  }
  if (!SHOP_HOST.test(host) || NOT_SHOPS.has(host) || host.startsWith('xn--')) throw refuse(text);
  return host;
}
