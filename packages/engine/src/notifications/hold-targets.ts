import { holdLock, type Trx } from '@commerce/db';

/**
 * Puts whoever queues messages for chats and whoever gives a chat another id in an order, until the transaction
 * ends: what is queued for the old id in between would reach nobody.
 */
export const holdTargets = (trx: Trx, as: 'queuing' | 'moving'): Promise<void> =>
  holdLock(trx, 'commerce.notification_targets', as === 'queuing' ? 'shared' : 'alone');
