import { FaultQueue } from './faults.ts';
import type {
  BotCommand,
  CallbackAnswer,
  SimChat,
  SimMessage,
  SimRequest,
  SimUser,
} from './model.ts';
import { UpdateQueue } from './update-queue.ts';

export interface ChatState {
  chat: SimChat;
  messages: Map<number, SimMessage>;
  /** Why the bot may not write here: `bot was blocked by the user`. */
  forbidden: string | null;
  /** Id of the supergroup that this group became. */
  upgradedTo: number | null;
  nextMessageId: number;
}

/** Everything the simulated Telegram remembers. */
export class TelegramState {
  readonly bot: SimUser & { username: string };
  readonly token: string;
  readonly chats = new Map<number, ChatState>();
  readonly queue: UpdateQueue;
  readonly faults = new FaultQueue();
  readonly requests: SimRequest[] = [];
  readonly answers: CallbackAnswer[] = [];
  /** Presses that wait for their answer, with the instant they were made. */
  readonly queries = new Map<string, number>();
  /** By scope and language. */
  readonly commands = new Map<string, BotCommand[]>();
  webhook = '';
  private readonly baseNow: () => Date;
  private offset = 0;
  private nextQuery = 4_382_000_000_000_001n;

  constructor(options: { token: string; username: string; now: () => Date }) {
    this.token = options.token;
    this.baseNow = options.now;
    this.bot = {
      id: Number(options.token.split(':')[0]) || 123456,
      is_bot: true,
      first_name: 'Commerce',
      username: options.username,
    };
    this.queue = new UpdateQueue(() => this.now());
  }

  now(): number {
    return this.baseNow().getTime() + this.offset;
  }

  advance(ms: number): void {
    this.offset += ms;
  }

  addChat(chat: SimChat): ChatState {
    const known = this.chats.get(chat.id);
    if (known) return known;
    const made: ChatState = {
      chat,
      messages: new Map(),
      forbidden: null,
      upgradedTo: null,
      nextMessageId: 50,
    };
    this.chats.set(chat.id, made);
    return made;
  }

  addMessage(
    place: ChatState,
    content: Omit<SimMessage, 'message_id' | 'date' | 'chat'>,
  ): SimMessage {
    const message = {
      message_id: place.nextMessageId++,
      date: Math.floor(this.now() / 1000),
      chat: place.chat,
      ...content,
    };
    place.messages.set(message.message_id, message);
    return message;
  }

  newQuery(): string {
    const id = String(this.nextQuery++);
    this.queries.set(id, this.now());
    return id;
  }
}
