import {
  adoptTelegramChat,
  type ChatOperator,
  findChatOperator,
  isUpdateHandled,
  noteUpdateHandled,
  settleChat,
} from '@commerce/engine';
import { Bot, type Context } from 'grammy';
import { COMMANDS, isCommand } from './commands/index.ts';
import { start } from './commands/start.ts';
import { type Desk, seatOf, type Seat } from './desk.ts';
import { explained } from './explained.ts';
import { handlePress } from './press.ts';
import { rejectInWords } from './presses/reject.ts';
import { errorText } from './redact.ts';

/** Administrators who write as their group: nobody can tell who they are. */
const ANONYMOUS_ADMIN = 1_087_968_824;
const COMMAND = /^\/([a-z_]+)(?:@(\w+))?(?:\s+([\s\S]*))?$/i;

class NotReady extends Error {}

export interface CreateBotOptions {
  token: string;
  apiRoot: string | undefined;
}

/** A bot that listens to paired people only. `desk` comes later: its messenger needs the bot's own API. */
export function createBot(options: CreateBotOptions, desk: () => Desk): Bot {
  const bot = new Bot(options.token, {
    client: {
      timeoutSeconds: 60,
      ...(options.apiRoot !== undefined && { apiRoot: options.apiRoot }),
    },
  });
  bot.use(async (context) => {
    const updateId = context.update.update_id;
    const handled = await isUpdateHandled(desk().ctx, { updateId }).catch((cause: unknown) => {
      throw new NotReady('The database does not answer', { cause });
    });
    if (handled) return;
    const work = handle(context, desk()).then(() => noteUpdateHandled(desk().ctx, { updateId }));
    await forAWhile(desk(), work);
  });
  bot.catch(({ error, ctx }) => {
    // Ends the polling with the update unconfirmed, so that it comes again.
    if (error instanceof NotReady) throw error;
    desk().ctx.log.error(
      { update: ctx.update.update_id, error: errorText(error, options.token) },
      'A Telegram update could not be handled',
    );
  });
  return bot;
}

/** Waits for work, but not for long: a chat that Telegram makes wait must not keep `/stop` from being heard. */
async function forAWhile(desk: Desk, work: Promise<void>): Promise<void> {
  const over = new AbortController();
  const late = desk.ctx.sleep(desk.patience, over.signal).then(
    () => desk.inBackground(work),
    () => {},
  );
  await Promise.race([work, late]).finally(() => over.abort());
}

async function handle(context: Context, desk: Desk): Promise<void> {
  const { chat, from } = context;
  const upgraded = context.message?.migrate_to_chat_id;
  if (chat && upgraded !== undefined) return void (await desk.follow(chat.id, upgraded));
  if (!chat || !from || from.id === ANONYMOUS_ADMIN || context.message?.sender_chat) return;
  if (desk.allowedChatId !== null && chat.id !== desk.allowedChatId) return;
  const text = context.message?.text ?? '';
  const [, name = '', addressee, argument = ''] = COMMAND.exec(text) ?? [];
  if (addressee && addressee.toLowerCase() !== context.me.username.toLowerCase()) return;
  const command = name.toLowerCase();
  if (command === 'start') {
    return await start(desk, {
      chatId: chat.id,
      isPrivate: chat.type === 'private',
      telegramUserId: from.id,
      title: chat.title ?? chat.first_name ?? null,
      argument: argument.trim(),
      locale: (from.language_code ?? 'ko').startsWith('ko') ? 'ko' : 'en',
    });
  }
  const operator = await findOperator(desk, { chatId: chat.id, telegramUserId: from.id });
  if (!operator) return;
  if (operator.chat.state === 'blocked') {
    await settleChat(desk.ctx, { chatId: chat.id, state: 'active' });
  }
  const seat = seatOf(desk, operator);
  await explained(seat, () => answer(context, seat, command, argument.trim()));
}

/** The configured chat is taken in as soon as there is an owner for it to act as. */
async function findOperator(
  desk: Desk,
  who: { chatId: number; telegramUserId: number },
): Promise<ChatOperator | null> {
  const known = await findChatOperator(desk.ctx, who);
  if (known || desk.allowedChatId !== who.chatId) return known;
  await adoptTelegramChat(desk.ctx, { chatId: who.chatId });
  return await findChatOperator(desk.ctx, who);
}

async function answer(
  context: Context,
  seat: Seat,
  command: string,
  argument: string,
): Promise<unknown> {
  const { callbackQuery: query, message } = context;
  if (query) {
    // Of use for some seconds only, so it goes first; but the decision does not wait for it.
    const answered = context.answerCallbackQuery().catch((error: unknown) => {
      seat.desk.ctx.log.warn(
        { error: errorText(error, seat.desk.token) },
        'A press could not be answered',
      );
    });
    const { data, message: card } = query;
    const acted = data && card ? handlePress(seat, card.message_id, data) : undefined;
    return await Promise.all([acted, answered]);
  }
  if (isCommand(command)) return await COMMANDS[command](seat, argument);
  const to = message?.reply_to_message?.message_id;
  const text = message?.text;
  if (to !== undefined && text && (await rejectInWords(seat, { to, text }))) return undefined;
  return context.chat?.type === 'private' ? await COMMANDS.help(seat, '') : undefined;
}
