import type { RequestContext } from '../context.ts';
import type { Arguments } from '../plan.ts';
import type { TypeResolvers } from '../resolver-types.ts';

function listed(args: Arguments, context: RequestContext) {
  const topics = args.topics as string[] | null | undefined;
  const rows = context.session.webhooks.list();
  return topics ? rows.filter((row) => topics.includes(row.topic)) : rows;
}

export const WEBHOOK_RESOLVERS: TypeResolvers<unknown> = {
  webhookSubscriptions: (_, args, context) => listed(args, context),
  webhookSubscription: (_, { id }, { session }) =>
    session.webhooks.list().find((row) => row.id === id) ?? null,
  webhookSubscriptionsCount: (_, args, context) => ({
    count: listed(args, context).length,
    precision: 'EXACT',
  }),
};
