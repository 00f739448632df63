import type { TelegramFault } from './faults.ts';
import type {
  BotCommand,
  CallbackAnswer,
  SimChat,
  SimMessage,
  SimRequest,
  SimUpdate,
  SimUser,
} from './model.ts';
import { type ChatState, TelegramState } from './state.ts';

export interface Saying {
  text: string;
  from: SimUser;
  /** Default: the private chat of who speaks. */
  chatId?: number;
  /** Message this one answers. */
  replyTo?: number;
  /** A channel or an anonymous administrator in whose name it is sent. */
  senderChat?: SimChat;
}

export interface Press {
  messageId: number;
  from: SimUser;
  /** Default: the private chat of who presses. */
  chatId?: number;
  /** Part of a button's text, or its callback data. */
  button?: string;
  /** Sends these data whether or not such a button is there, as a changed client can. */
  forged?: string;
  /** The message is too old for Telegram to show it to the bot. */
  inaccessible?: boolean;
}

export interface TelegramControl {
  /** Back to the opening state: chats, messages, updates, clock, faults and log. */
  reset(): void;
  advance(ms: number): void;
  now(): Date;
  addChat(chat: SimChat): void;
  /** The person blocks the bot, or a group removes it; what is said ends that. */
  forbid(chatId: number, why?: string): void;
  /**
   * A group becomes a supergroup with an id of its own, where messages begin anew. `untold`: the bot was away for
   * so long that Telegram no longer keeps the service messages for it.
   */
  upgrade(chatId: number, options?: { untold?: boolean }): SimChat;
  /** Somebody writes; a private chat comes into being by it. */
  say(saying: Saying): SimUpdate | null;
  /** Somebody presses a button under a message. Throws when there is no such button. */
  press(press: Press): SimUpdate;
  /** An update that was delivered is delivered once more. */
  redeliver(update: SimUpdate): void;
  deleteMessage(chatId: number, messageId: number): void;
  failNext(fault: TelegramFault): void;
  clearFaults(): void;
  /** As people see them, oldest first. */
  messages(chatId?: number): readonly SimMessage[];
  answers(): readonly CallbackAnswer[];
  requests(): readonly SimRequest[];
  /** Updates that no later offset confirmed yet. */
  unconfirmed(): number;
  /** What setMyCommands set for a language, '' for all others. */
  commands(languageCode?: string): readonly BotCommand[];
}

export interface TelegramSimulatorOptions {
  port?: number;
  /** Default `123456:TEST`. */
  token?: string;
  username?: string;
  /** The simulator's base clock; `advance` adds to it. */
  now?: () => Date;
}

/** Also returns the accessor by which the server reaches whatever state is current. */
export function createControl(options: TelegramSimulatorOptions): {
  control: TelegramControl;
  state: () => TelegramState;
} {
  const open = () =>
    new TelegramState({
      token: options.token ?? '123456:TEST',
      username: options.username ?? 'commerce_test_bot',
      now: options.now ?? (() => new Date()),
    });
  let state = open();
  const place = (id: number): ChatState => {
    const found = state.chats.get(id);
    if (!found) throw new Error(`the simulator has no chat ${id}`);
    return found;
  };
  const control: TelegramControl = {
    reset: () => {
      state.queue.close();
      state = open();
    },
    advance: (ms) => state.advance(ms),
    now: () => new Date(state.now()),
    addChat: (chat) => void state.addChat(chat),
    forbid: (chatId, why) => {
      place(chatId).forbidden = why ?? 'bot was blocked by the user';
    },
    upgrade: (chatId, options) => upgrade(state, place(chatId), options?.untold ?? false),
    say: (saying) => say(state, saying),
    press: (input) => press(state, place(input.chatId ?? input.from.id), input),
    redeliver: (update) => state.queue.restore(update),
    deleteMessage: (chatId, messageId) => void place(chatId).messages.delete(messageId),
    failNext: (fault) => state.faults.add(fault),
    clearFaults: () => state.faults.clear(),
    messages: (chatId) =>
      chatId === undefined
        ? [...state.chats.values()].flatMap(({ messages }) => [...messages.values()])
        : [...(state.chats.get(chatId)?.messages.values() ?? [])],
    answers: () => [...state.answers],
    requests: () => [...state.requests],
    unconfirmed: () => state.queue.pending,
    commands: (language = '') => state.commands.get(JSON.stringify([null, language])) ?? [],
  };
  return { control, state: () => state };
}

function upgrade(state: TelegramState, place: ChatState, untold: boolean): SimChat {
  const { chat } = place;
  if (chat.type !== 'group') throw new Error(`chat ${chat.id} is no group`);
  const id = SUPERGROUPS - Math.abs(chat.id);
  const made = state.addChat({ ...chat, id, type: 'supergroup' });
  place.upgradedTo = id;
  const told = [
    state.addMessage(place, { migrate_to_chat_id: id }),
    state.addMessage(made, { migrate_from_chat_id: chat.id }),
  ];
  if (!untold) for (const message of told) state.queue.add({ message });
  return made.chat;
}

/** Ids of supergroups count down from here. */
const SUPERGROUPS = -1_000_000_000_000;

function say(state: TelegramState, saying: Saying): SimUpdate | null {
  const { from, text } = saying;
  const place =
    saying.chatId === undefined || saying.chatId === from.id
      ? state.addChat({ id: from.id, type: 'private', first_name: from.first_name })
      : state.chats.get(saying.chatId);
  if (!place) throw new Error(`the simulator has no chat ${saying.chatId}`);
  place.forbidden = null;
  const original = saying.replyTo === undefined ? undefined : place.messages.get(saying.replyTo);
  const command = /^\/[a-z0-9_]+(@\w+)?/i.exec(text)?.[0];
  const message = state.addMessage(place, {
    from: { is_bot: false, ...from },
    text,
    ...(saying.senderChat && { sender_chat: saying.senderChat }),
    ...(original && { reply_to_message: original }),
    ...(command && {
      entities: [{ type: 'bot_command', offset: 0, length: command.length }],
    }),
  });
  // In groups a bot in privacy mode is shown commands and answers to its own messages.
  const shown =
    place.chat.type === 'private' || command !== undefined || original?.from?.id === state.bot.id;
  return shown ? state.queue.add({ message }) : null;
}

function press(state: TelegramState, { chat, messages }: ChatState, input: Press): SimUpdate {
  const message = messages.get(input.messageId);
  if (!message) throw new Error(`there is no message ${input.messageId} in chat ${chat.id}`);
  const buttons = message.reply_markup?.inline_keyboard?.flat() ?? [];
  const wanted = input.button ?? '';
  const found = buttons.find(
    ({ text, callback_data: data }) => data === wanted || text.includes(wanted),
  );
  const data = input.forged ?? found?.callback_data;
  if (data === undefined) {
    const there = buttons.map(({ text }) => text).join(' | ');
    throw new Error(`no button "${wanted}" to press under message ${input.messageId}: ${there}`);
  }
  return state.queue.add({
    callback_query: {
      id: state.newQuery(),
      from: { is_bot: false, ...input.from },
      message: input.inaccessible
        ? { message_id: message.message_id, chat, date: 0 }
        : structuredClone(message),
      chat_instance: '-4611686018427387905',
      data,
    },
  });
}
