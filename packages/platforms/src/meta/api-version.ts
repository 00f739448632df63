/** Pinned here and nowhere else. Released 2026-07-29; checked 2026-11-20. Docs: https://developers.facebook.com/docs/graph-api/changelog */
export const API_VERSION = 'v26.0';

export const GRAPH_ORIGIN = 'https://graph.facebook.com';
