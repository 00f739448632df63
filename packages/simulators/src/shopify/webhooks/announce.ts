import type { BulkOperation } from '../bulk/operation.ts';
import type { ShopSession } from '../session.ts';
import type { Change } from '../state/happenings.ts';
import { legacyId } from '../state/ids.ts';
import { bulkBody, editBody, orderBody, refundBody } from './bodies.ts';

/** Sends what happened to an order to the subscriptions of its topic. */
export function announceChange(session: ShopSession, change: Change, copies = 1): number {
  const { timezone } = session.shop.profile;
  const { order, refund, topic, at } = change;
  const body = () => {
    if (topic === 'ORDERS_DELETE') return { id: Number(legacyId(order.id)) };
    if (topic === 'ORDERS_EDITED') return editBody(order, at, timezone);
    if (topic === 'REFUNDS_CREATE' && refund) return refundBody(order, refund, timezone);
    return orderBody(order, timezone);
  };
  return session.webhooks.publish(topic, body, at, copies);
}

export function announceBulk(
  session: ShopSession,
  operation: BulkOperation,
  now: number,
  copies = 1,
): number {
  return session.webhooks.publish('BULK_OPERATIONS_FINISH', () => bulkBody(operation), now, copies);
}
