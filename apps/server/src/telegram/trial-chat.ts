import { type BotState, startBot } from '@commerce/bot';
import { type EngineContext, findChatPerson, removeTelegramChat, sleep } from '@commerce/engine';
import {
  type SimMessage,
  startTelegramSimulator,
  type TelegramControl,
} from '@commerce/simulators';
import { EXIT } from '../exit-codes.ts';
import { OperatorError } from '../operator-error.ts';
import type { Runtime } from '../runtime/create-runtime.ts';

/** No account of Telegram has this id. */
const YOU = { id: 1, first_name: 'You' };
const LOOK_MS = 100;
/** Without anything new for so long, the bot has said what it had to say. */
const QUIET_MS = 700;
const LONGEST_ANSWER_MS = 15_000;
/** A process that was killed keeps others from asking for half a minute. */
const LONGEST_START_MS = 45_000;

export interface TrialChat {
  ctx: EngineContext;
  /** Where people open the web app. */
  webOrigin: string;
  /** What is typed: words are said, a number presses the button of that number, `/quit` ends. */
  lines: AsyncIterable<string>;
  show: (text: string) => void;
  signal: AbortSignal;
}

/**
 * `commerce bot --try`: the bot as the owner of this data would see it, in a terminal and against a simulated
 * Telegram. What is decided there is decided. The chat is forgotten at the end.
 * @throws OperatorError where a process runs a bot on this data already
 */
export async function holdTrialChat(
  { config, buttonKey }: Pick<Runtime, 'config' | 'buttonKey'>,
  { ctx: caller, webOrigin, lines, show, signal }: TrialChat,
): Promise<void> {
  if (config.telegram !== null) throw isTaken('TELEGRAM_BOT_TOKEN is set');
  const ctx: EngineContext = { ...caller, actor: { type: 'system', id: 'telegram', user: null } };
  const telegram = await startTelegramSimulator();
  const { control } = telegram;
  control.say({ from: YOU, text: '/help' });
  const states: BotState['state'][] = [];
  const bot = startBot({
    ctx,
    token: telegram.token,
    apiRoot: telegram.origin,
    allowedChatId: YOU.id,
    buttonKey,
    webOrigin,
    onState: ({ state }) => void states.push(state),
    timing: { poll: 1_000, outbox: 200, messageGap: 0 },
  });
  const screen = createScreen(control, show);
  try {
    if (!(await isListening(() => states.at(-1) === 'running'))) {
      throw isTaken('another process runs one');
    }
    await settle(control, screen);
    for await (const line of lines) {
      const words = line.trim();
      if (signal.aborted || words === '/quit') break;
      if (words === '') continue;
      if (/^\d+$/.test(words)) screen.press(Number(words));
      else control.say({ from: YOU, text: words, ...screen.replyTo() });
      await settle(control, screen);
    }
  } finally {
    await bot.stop();
    await telegram.close();
    await forget(ctx);
  }
}

const isTaken = (why: string) =>
  new OperatorError(
    `This data has a Telegram bot already (${why}): talk to it in Telegram. Nothing was started.`,
    { exitCode: EXIT.usage },
  );

async function forget(ctx: EngineContext): Promise<void> {
  const person = await findChatPerson(ctx, { chatId: YOU.id });
  if (!person) return;
  await removeTelegramChat({ ...ctx, actor: person.actor }, { chatId: String(YOU.id) });
}

async function isListening(runs: () => boolean): Promise<boolean> {
  const end = performance.now() + LONGEST_START_MS;
  while (!runs() && performance.now() < end) await sleep(LOOK_MS);
  return runs();
}

/** Until the bot has heard everything and said nothing more for a while. */
async function settle(control: TelegramControl, screen: Screen): Promise<void> {
  const end = performance.now() + LONGEST_ANSWER_MS;
  let quiet = 0;
  while (quiet < QUIET_MS && performance.now() < end) {
    await sleep(LOOK_MS);
    const isBusy = screen.look() || control.unconfirmed() > 0;
    quiet = isBusy ? 0 : quiet + LOOK_MS;
  }
}

type Screen = ReturnType<typeof createScreen>;

/** Shows what is new in the chat, and numbers its buttons. */
function createScreen(control: TelegramControl, show: (text: string) => void) {
  const shown = new Map<number, string>();
  let answers = 0;
  const buttons: { messageId: number; data: string }[] = [];
  let prompt: number | null = null;

  function draw(message: SimMessage): void {
    const { message_id: messageId, text = '', reply_markup: markup, edit_date: edited } = message;
    const keys = (markup?.inline_keyboard ?? []).flat();
    prompt = markup?.force_reply ? messageId : null;
    const labels = keys.map(({ text: label, callback_data: data, url }) =>
      data ? `[${buttons.push({ messageId, data })}] ${label}` : `${label}: ${url}`,
    );
    show(`\n${edited ? '✎ ' : ''}${text}${labels.length > 0 ? `\n${labels.join('   ')}` : ''}`);
  }

  return {
    /** Whether anything was new. */
    look(): boolean {
      const said = control.messages(YOU.id).filter(({ from }) => from?.is_bot);
      const fresh = said.filter((message) => shown.get(message.message_id) !== lookOf(message));
      for (const message of fresh) {
        shown.set(message.message_id, lookOf(message));
        draw(message);
      }
      const told = control.answers().slice(answers);
      answers += told.length;
      for (const { text } of told) if (text) show(`· ${text}`);
      return fresh.length + told.length > 0;
    },
    press(number: number): void {
      const button = buttons[number - 1];
      if (!button) return show(`There is no button ${number}.`);
      control.press({ messageId: button.messageId, from: YOU, forged: button.data });
    },
    replyTo: () => (prompt === null ? {} : { replyTo: prompt }),
  };
}

const lookOf = ({ text, reply_markup }: SimMessage): string => JSON.stringify([text, reply_markup]);
