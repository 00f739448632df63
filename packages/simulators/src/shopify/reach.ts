const RESULTS_HOST = 'storage.googleapis.com';

/**
 * Leads a Shopify address to a simulator: a shop's domain becomes the first path segment, and result
 * files, which the platform keeps on another host, are served by the simulator as well.
 */
export function reachShopify(origin: string): (url: URL) => URL {
  return (url) =>
    url.host === RESULTS_HOST
      ? new URL(`${origin}${url.pathname}${url.search}`)
      : new URL(`${origin}/${url.host}${url.pathname}${url.search}`);
}
