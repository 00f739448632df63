import type { AppDashboardTelegramChats } from '@commerce/db';
import type { Selectable } from 'kysely';
import { quietView } from './quiet-hours.ts';

/** A chat as its owner sees it; instants are ISO strings in UTC. */
export type TelegramChatView = ReturnType<typeof chatView>;

export function chatView(row: Selectable<AppDashboardTelegramChats>) {
  return {
    chat_id: String(row.chat_id),
    title: row.title,
    locale: row.locale,
    timezone: row.timezone,
    digest_hour: row.digest_hour,
    quiet_hours: quietView(row),
    state: row.state,
    state_message: row.state_message,
    paired_at: row.paired_at.toISOString(),
  };
}
