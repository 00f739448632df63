/** The one place that pins Shopify's Admin API version. */
export const API_VERSION = '2026-01';

/** Where the pinned version is documented. */
export const API_DOCS_URL = 'https://shopify.dev/docs/api/admin-graphql/2026-01';

/** Day on which the pinned version was last compared with its published schema. */
export const API_CHECKED_ON = '2026-11-20';
