import { badRequest, conflict, TelegramError } from './errors.ts';
import { type Entity, parseHtml } from './html.ts';
import { checkMarkup } from './keyboard.ts';
import type { BotCommand, SimMessage } from './model.ts';
import type { ChatState, TelegramState } from './state.ts';

export type Params = Readonly<Record<string, unknown>>;
/** Ends the wait of a call whose caller is gone. */
export type OnEnd = (cancel: () => void) => void;
type Method = (state: TelegramState, params: Params, onEnd: OnEnd) => unknown;

const MAX_TEXT = 4096;
const QUERY_LIFE_MS = 15_000;
const SECRET = /^[A-Za-z0-9_-]{1,256}$/;

/** The methods of the Bot API the simulator has, by their name in lower case. */
export const METHODS: Readonly<Record<string, Method>> = {
  getme: (state) => ({
    ...state.bot,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  }),
  deletewebhook: (state) => {
    state.webhook = '';
    return true;
  },
  setwebhook: (state, params) => setWebhook(state, params),
  getwebhookinfo: (state) => ({
    url: state.webhook,
    has_custom_certificate: false,
    pending_update_count: state.queue.pending,
  }),
  getupdates: (state, params, onEnd) => getUpdates(state, params, onEnd),
  sendmessage: (state, params) => sendMessage(state, params),
  editmessagetext: (state, params) => editMessageText(state, params),
  editmessagereplymarkup: (state, params) => editMessageReplyMarkup(state, params),
  answercallbackquery: (state, params) => answerCallbackQuery(state, params),
  setmycommands: (state, params) => setMyCommands(state, params),
  getmycommands: (state, params) => state.commands.get(commandsKey(params)) ?? [],
};

function setWebhook(state: TelegramState, params: Params): boolean {
  const url = textOf(params, 'url');
  if (url !== '' && !url.startsWith('https://')) {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  }
  if (params['secret_token'] !== undefined && !SECRET.test(textOf(params, 'secret_token'))) {
    throw badRequest('secret token contains unallowed characters');
  }
  state.webhook = url;
  return true;
}

function getUpdates(state: TelegramState, params: Params, onEnd: OnEnd) {
  if (state.webhook !== '') {
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  const allowed = params['allowed_updates'];
  return state.queue.poll({
    offset: numberOf(params, 'offset') ?? 0,
    limit: Math.min(100, Math.max(1, numberOf(params, 'limit') ?? 100)),
    timeoutMs: Math.max(0, numberOf(params, 'timeout') ?? 0) * 1000,
    allowed: Array.isArray(allowed) && allowed.length > 0 ? allowed.map(String) : null,
    onEnd,
  });
}

function sendMessage(state: TelegramState, params: Params): SimMessage {
  const place = writableChat(state, params);
  const content = contentOf(params);
  const markup = checkMarkup(params['reply_markup']);
  const replyTo = (params['reply_parameters'] as { message_id?: number } | undefined)?.message_id;
  const original = replyTo === undefined ? undefined : place.messages.get(replyTo);
  if (replyTo !== undefined && !original) throw badRequest('message to be replied not found');
  return state.addMessage(place, {
    from: state.bot,
    ...content,
    ...(markup && { reply_markup: markup }),
    ...(original && { reply_to_message: original }),
  });
}

function editMessageText(state: TelegramState, params: Params): SimMessage {
  const message = ownMessage(state, params);
  const content = contentOf(params);
  return replace(state, message, content, checkMarkup(params['reply_markup']));
}

function editMessageReplyMarkup(state: TelegramState, params: Params): SimMessage {
  const message = ownMessage(state, params);
  const { text = '', entities } = message;
  const content = entities ? { text, entities } : { text };
  return replace(state, message, content, checkMarkup(params['reply_markup']));
}

/** An edit without a keyboard takes the keyboard away. */
function replace(
  state: TelegramState,
  message: SimMessage,
  content: { text: string; entities?: Entity[] },
  markup: SimMessage['reply_markup'],
): SimMessage {
  const shown = (m: Pick<SimMessage, 'text' | 'entities' | 'reply_markup'>) =>
    JSON.stringify([m.text, m.entities ?? [], m.reply_markup ?? null]);
  if (shown(message) === shown({ ...content, ...(markup && { reply_markup: markup }) })) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  delete message.reply_markup;
  delete message.entities;
  return Object.assign(message, content, {
    edit_date: Math.floor(state.now() / 1000),
    ...(markup && { reply_markup: markup }),
  });
}

function answerCallbackQuery(state: TelegramState, params: Params): boolean {
  const id = textOf(params, 'callback_query_id');
  const text = params['text'] === undefined ? null : textOf(params, 'text');
  if (text !== null && text.length > 200) throw badRequest('MESSAGE_TOO_LONG');
  const pressedAt = state.queries.get(id);
  state.queries.delete(id);
  if (pressedAt === undefined || state.now() - pressedAt > QUERY_LIFE_MS) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  state.answers.push({
    callback_query_id: id,
    text,
    show_alert: params['show_alert'] === true || params['show_alert'] === 'true',
  });
  return true;
}

const commandsKey = (params: Params): string =>
  JSON.stringify([params['scope'] ?? null, params['language_code'] ?? '']);

function setMyCommands(state: TelegramState, params: Params): boolean {
  const commands = params['commands'] as BotCommand[];
  if (!Array.isArray(commands) || commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description } of commands) {
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
    if (!description || description.length > 256)
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  state.commands.set(commandsKey(params), commands);
  return true;
}

function writableChat(state: TelegramState, params: Params): ChatState {
  const id = numberOf(params, 'chat_id');
  if (id === undefined) throw badRequest('chat_id is empty');
  const place = state.chats.get(id);
  if (!place) throw badRequest('chat not found');
  if (place.upgradedTo !== null) {
    throw new TelegramError(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: place.upgradedTo,
    });
  }
  if (place.forbidden) throw new TelegramError(403, `Forbidden: ${place.forbidden}`);
  return place;
}

function ownMessage(state: TelegramState, params: Params): SimMessage {
  const message = writableChat(state, params).messages.get(numberOf(params, 'message_id') ?? 0);
  if (!message) throw badRequest('message to edit not found');
  if (message.from?.id !== state.bot.id) throw badRequest("message can't be edited");
  return message;
}

function contentOf(params: Params): { text: string; entities?: Entity[] } {
  const source = textOf(params, 'text');
  const mode = params['parse_mode'];
  if (mode !== undefined && textOf(params, 'parse_mode').toLowerCase() !== 'html') {
    throw badRequest('unsupported parse_mode; the simulator reads HTML only');
  }
  const { text, entities } =
    mode === undefined ? { text: source, entities: [] } : parseHtml(source);
  if (text.trim() === '') throw badRequest('message text is empty');
  if (text.length > MAX_TEXT) throw badRequest('message is too long');
  return entities.length > 0 ? { text, entities } : { text };
}

function textOf(params: Params, name: string): string {
  const value = params[name];
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

function numberOf(params: Params, name: string): number | undefined {
  const value = params[name];
  if (value === undefined || value === '') return undefined;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}
