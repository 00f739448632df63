/** The bare domain in what people paste: an address with a scheme, a path or capitals. */
export const cleanDomain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#].*$/, '');

export const isShopDomain = (text: string): boolean =>
  /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(cleanDomain(text));
