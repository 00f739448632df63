import type { Entity } from './html.ts';
import type { ReplyMarkup } from './keyboard.ts';

export interface SimUser {
  id: number;
  is_bot?: boolean;
  first_name: string;
  username?: string;
  language_code?: string;
}

export interface SimChat {
  id: number;
  type: 'private' | 'group' | 'supergroup';
  title?: string;
  first_name?: string;
}

export interface SimMessage {
  message_id: number;
  /** Seconds since 1970; 0 when the message is too old to be shown to the bot. */
  date: number;
  chat: SimChat;
  from?: SimUser;
  sender_chat?: SimChat;
  text?: string;
  entities?: Entity[];
  reply_markup?: ReplyMarkup;
  reply_to_message?: SimMessage;
  edit_date?: number;
  /** Service messages: the group went on as that supergroup, or came from that group. */
  migrate_to_chat_id?: number;
  migrate_from_chat_id?: number;
}

export interface SimUpdate {
  update_id: number;
  message?: SimMessage;
  callback_query?: {
    id: string;
    from: SimUser;
    message?: Pick<SimMessage, 'message_id' | 'chat' | 'date'>;
    chat_instance: string;
    data?: string;
  };
}

/** What the bot answered to a press of a button. */
export interface CallbackAnswer {
  callback_query_id: string;
  text: string | null;
  show_alert: boolean;
}

export interface SimRequest {
  /** Simulated time, ISO 8601. */
  at: string;
  method: string;
  params: Record<string, unknown>;
  /** null while it hangs. */
  status: number | null;
  description: string | null;
}

export interface BotCommand {
  command: string;
  description: string;
}
