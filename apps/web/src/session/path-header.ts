/** Set by the proxy on every page request: the path and query the browser asked for. */
export const PATH_HEADER = 'x-commerce-path';
export const NONCE_HEADER = 'x-nonce';
