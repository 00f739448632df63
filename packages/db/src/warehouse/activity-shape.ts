import type { ActivityRow } from '@commerce/core';
import type { TableShape } from './table-shape.ts';

export const activityShape: TableShape<ActivityRow> = {
  table: 'core_warehouse.account_activities',
  key: ['external_id'],
  columns: {
    external_id: 'text',
    occurred_at: 'timestamptz',
    event_type: 'text',
    actor_id: 'text',
    actor_name: 'text',
    application: 'text',
    level: 'text',
    entity_id: 'text',
    entity_name: 'text',
    field: 'text',
    before: 'text',
    after: 'text',
    attributes: 'jsonb',
  },
};
