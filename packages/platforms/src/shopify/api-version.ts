/** The one place that pins Shopify's Admin API version; compared with its published schema on 2026-11-20. */
export const API_VERSION = '2026-01';

/** Where the pinned version is documented. */
export const API_DOCS_URL = 'https://shopify.dev/docs/api/admin-graphql/2026-01';
