import type { Query } from '../client.ts';

const OPERATION =
  'id status errorCode createdAt completedAt objectCount rootObjectCount fileSize url partialDataUrl';

export const BULK_RUN: Query = {
  name: 'BulkRun',
  text: `mutation BulkRun($query: String!) { bulkOperationRunQuery(query: $query, groupObjects: false) { bulkOperation { ${OPERATION} } userErrors { field message code } } }`,
};

export const BULK_POLL: Query = {
  name: 'BulkPoll',
  text: `query BulkPoll($id: ID!) { bulkOperation(id: $id) { ${OPERATION} } }`,
};

/** Newest operations first; the filter needs no status because the caller looks at it. */
export const BULK_RECENT: Query = {
  name: 'BulkRecent',
  text: 'query BulkRecent { bulkOperations(first: 10, query: "operation_type:query", sortKey: CREATED_AT) { nodes { id status createdAt query } } }',
};

export const SHOP: Query = {
  name: 'Shop',
  text: 'query Shop { shop { id name myshopifyDomain currencyCode ianaTimezone plan { publicDisplayName partnerDevelopment } } currentAppInstallation { accessScopes { handle } } }',
};

export const SCOPES: Query = {
  name: 'Scopes',
  text: 'query Scopes { currentAppInstallation { accessScopes { handle } } }',
};

export const WEBHOOK_LIST: Query = {
  name: 'WebhookList',
  text: 'query WebhookList { webhookSubscriptions(first: 100) { nodes { id topic uri } } }',
};

export const WEBHOOK_CREATE: Query = {
  name: 'WebhookCreate',
  text: 'mutation WebhookCreate($topic: WebhookSubscriptionTopic!, $subscription: WebhookSubscriptionInput!) { webhookSubscriptionCreate(topic: $topic, webhookSubscription: $subscription) { webhookSubscription { id } userErrors { field message } } }',
};
