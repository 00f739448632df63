import type { Answer } from '../api/problem.ts';
import { ask, readExecutions } from '../api/server.ts';
import type { AuditEntry, Execution, TimelineEntry } from '../api/types.ts';
import type { ActivityQuery } from './activity-query.ts';

const PAGE_SIZE = 50;

interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export const readWrites = ({ shop, cursor }: ActivityQuery): Promise<Answer<Page<Execution>>> =>
  readExecutions({ shop_id: shop, limit: PAGE_SIZE, cursor });

export const readTimeline = (
  shopId: string,
  { entity, cursor }: ActivityQuery,
): Promise<Answer<Page<TimelineEntry>>> =>
  ask((client) => client.timeline.list(shopId, { entity_id: entity, limit: PAGE_SIZE, cursor }));

export const readAudit = ({
  shop,
  reads,
  cursor,
}: ActivityQuery): Promise<Answer<Page<AuditEntry>>> =>
  ask((client) =>
    client.audit.list({
      shop_id: shop,
      reads: reads ? 'show' : 'hide',
      limit: PAGE_SIZE,
      cursor,
    }),
  );
