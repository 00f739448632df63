import type { SubscriptionInput } from '../../webhooks/subscriptions.ts';
import type { TypeResolvers } from '../resolver-types.ts';

const Mutation: TypeResolvers<unknown> = {
  bulkOperationRunQuery: (_, { query, groupObjects }, { session, now }) =>
    session.bulk.start(String(query), groupObjects === true, now),
  bulkOperationCancel: (_, { id }, { session }) => session.bulk.cancel(String(id)),
  webhookSubscriptionCreate: (_, { topic, webhookSubscription }, { session, now }) =>
    session.webhooks.create(String(topic), webhookSubscription as SubscriptionInput, now),
  webhookSubscriptionDelete: (_, { id }, { session }) => {
    const removed = session.webhooks.remove(String(id));
    return {
      deletedWebhookSubscriptionId: removed ? id : null,
      userErrors: removed
        ? []
        : [{ field: ['id'], message: 'Webhook subscription does not exist' }],
    };
  },
};

export const MUTATION_RESOLVERS = { Mutation };
