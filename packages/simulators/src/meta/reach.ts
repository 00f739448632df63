/** Leads an address of graph.facebook.com to a simulator. */
export function reachMeta(origin: string): (url: URL) => URL {
  return (url) => new URL(`${origin}${url.pathname}${url.search}`);
}
