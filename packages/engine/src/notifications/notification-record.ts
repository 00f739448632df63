import type { JsonObject } from '@commerce/core';
import type { AppDashboardNotifications } from '@commerce/db';
import type { Selectable } from 'kysely';

/** A message that somebody sends, or sent. */
export interface NotificationRecord {
  id: string;
  agencyId: string;
  kind: 'proposal' | 'digest' | 'alert';
  /** Chat id, or push subscription id. */
  target: string;
  proposalId: string | null;
  payload: JsonObject;
  messageId: number | null;
  /** Revision of the proposal that the message shows. */
  revision: number;
  attempts: number;
}

export const toNotification = (row: Selectable<AppDashboardNotifications>): NotificationRecord => ({
  id: row.id,
  agencyId: row.agency_id,
  kind: row.kind,
  target: row.target,
  proposalId: row.proposal_id,
  payload: row.payload as JsonObject,
  messageId: row.message_id,
  revision: row.revision,
  attempts: row.attempts,
});
