import { autoRetry } from '@grammyjs/auto-retry';
import { adoptTelegramChat, type PollingLease, takePollingLease } from '@commerce/engine';
import { type Bot, GrammyError } from 'grammy';
import { COMMANDS } from './commands/index.ts';
import { createBot } from './create-bot.ts';
import type { Desk } from './desk.ts';
import { groupFollower } from './follow-group.ts';
import { createMessenger } from './messenger.ts';
import { type BotOptions, type BotState, type BotTiming, TIMING } from './options.ts';
import { emptyOutbox } from './outbox.ts';
import { errorText } from './redact.ts';
import { createNews, type News } from './tell-news.ts';
import { WORDS } from './words.ts';

export interface RunningBot {
  /** Lets a press that is being carried out come to its end, for ten seconds at most. */
  stop(): Promise<void>;
}

const GRACE_MS = 10_000;

/**
 * Starts the Telegram bot in the background. Of all processes of an installation one asks Telegram; when it ends,
 * another takes over. Never throws: what goes wrong is told through `onState` and the log, without the token.
 */
export function startBot(options: BotOptions): RunningBot {
  const stopping = new AbortController();
  const news = createNews(options);
  const work = run(options, { ...TIMING, ...options.timing }, news, stopping.signal);
  let stopped: Promise<void> | undefined;
  async function stop(): Promise<void> {
    stopping.abort();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, GRACE_MS);
    });
    await Promise.race([work, late]);
    clearTimeout(timer);
    news.tell({ state: 'stopped' });
    await news.noted();
  }
  return { stop: () => (stopped ??= stop()) };
}

async function run(
  options: BotOptions,
  timing: BotTiming,
  news: News,
  signal: AbortSignal,
): Promise<void> {
  const { ctx, token } = options;
  while (!signal.aborted) {
    let pause = timing.retry;
    try {
      const lease = await takePollingLease(ctx, { lifeMs: timing.lease });
      if (lease) await hold(lease, news, signal, () => serve(options, timing, news, lease, signal));
      else news.tell({ state: 'waiting' });
    } catch (error) {
      const state = stateOf(error);
      const isNews = news.tell({ state });
      if (state === 'unauthorized') pause = timing.retry * 30;
      if (isNews || state === 'connecting') {
        ctx.log.error({ state, error: errorText(error, token) }, FAULTS[state]);
      }
    }
    await ctx.sleep(pause, signal).catch(() => {});
  }
}

async function hold(
  lease: PollingLease,
  news: News,
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } finally {
    // Before another process takes over and leaves its own word.
    if (signal.aborted) news.tell({ state: 'stopped' });
    await news.noted();
    await lease.release();
  }
}

type Fault = Extract<BotState['state'], 'connecting' | 'conflict' | 'unauthorized'>;
const FAULTS: Readonly<Record<Fault, string>> = {
  connecting: 'The Telegram bot stopped; it starts again',
  conflict: 'Something else asks Telegram with the same bot token; it is tried again',
  unauthorized: 'Telegram refuses the bot token; set the right one and start again',
};

function stateOf(error: unknown): Fault {
  if (!(error instanceof GrammyError)) return 'connecting';
  if (error.error_code === 401 || error.error_code === 404) return 'unauthorized';
  return error.error_code === 409 ? 'conflict' : 'connecting';
}

/** Asks and sends until stopped, or until the lease is lost. */
async function serve(
  options: BotOptions,
  timing: BotTiming,
  news: News,
  lease: PollingLease,
  outer: AbortSignal,
): Promise<void> {
  const { ctx, token, allowedChatId = null } = options;
  const ending = new AbortController();
  const signal = AbortSignal.any([outer, ending.signal]);
  const bot = createBot({ token, apiRoot: options.apiRoot }, () => desk);
  bot.api.config.use(
    autoRetry({ maxRetryAttempts: 3, maxDelaySeconds: 30, rethrowHttpErrors: true }),
  );
  tellReached(bot, news);
  const underWay = new Set<Promise<void>>();
  const follow = groupFollower(ctx, allowedChatId);
  const desk: Desk = {
    ctx,
    token,
    buttonKey: options.buttonKey,
    allowedChatId,
    follow,
    patience: timing.patience,
    inBackground: (work) => {
      const done = work
        .catch((error: unknown) => {
          ctx.log.error(
            { error: errorText(error, token) },
            'What a chat asked for could not be brought to its end',
          );
        })
        .finally(() => underWay.delete(done));
      underWay.add(done);
    },
    webOrigin: options.webOrigin.replace(/\/$/, ''),
    messenger: createMessenger({
      api: bot.api,
      ctx,
      token,
      gap: timing.messageGap,
      follow,
      signal,
    }),
  };
  const helpers: Promise<void>[] = [];
  try {
    helpers.push(keepLease(ctx, lease, timing, signal).finally(() => ending.abort()));
    news.tell({ state: 'connecting' });
    if (!(await introduce(bot, options, timing, signal))) return;
    if (allowedChatId !== null) await adoptTelegramChat(ctx, { chatId: allowedChatId });
    helpers.push(repeatOutbox(desk, timing, signal));
    const halt = () => void helpers.push(bot.stop().catch(() => {}));
    signal.addEventListener('abort', halt, { once: true });
    if (signal.aborted) return;
    await bot.start({
      timeout: Math.ceil(timing.poll / 1000),
      allowed_updates: ['message', 'callback_query'],
      onStart: ({ username }) => news.introduced(username),
    });
  } finally {
    ending.abort();
    await Promise.allSettled(helpers);
    await Promise.allSettled(underWay);
  }
}

/** Says hello and sets the menu. By itself grammY would wait up to 20 minutes between tries. */
async function introduce(
  bot: Bot,
  { ctx, token }: BotOptions,
  timing: BotTiming,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted) {
    try {
      bot.botInfo = await bot.api.getMe(forGrammy(signal));
      await setMenu(bot, signal);
      return !signal.aborted;
    } catch (error) {
      if (signal.aborted) return false;
      if (error instanceof GrammyError && error.error_code < 500) throw error;
      ctx.log.warn({ error: errorText(error, token) }, 'Telegram cannot be reached; trying again');
      await ctx.sleep(timing.retry, signal).catch(() => {});
    }
  }
  return false;
}

/** The same signal; the types of grammY's shim lack what it does not use. */
const forGrammy = (signal: AbortSignal) => signal as Parameters<Bot['api']['getMe']>[0];

async function setMenu(bot: Bot, signal: AbortSignal): Promise<void> {
  const names = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];
  const menu = (locale: 'ko' | 'en') =>
    names.map((command) => ({ command, description: WORDS[locale].commands[command] }));
  await bot.api.setMyCommands(menu('en'), {}, forGrammy(signal));
  await bot.api.setMyCommands(menu('ko'), { language_code: 'ko' }, forGrammy(signal));
}

/** Asking for updates is what shows whether Telegram can be reached; a refusal ends the asking and is told then. */
function tellReached(bot: Bot, news: News): void {
  bot.api.config.use(async (call, method, payload, signal) => {
    if (method !== 'getUpdates') return await call(method, payload, signal);
    try {
      const answer = await call(method, payload, signal);
      if (answer.ok) news.tell({ state: 'running', username: bot.botInfo.username });
      else if (!REFUSALS.has(answer.error_code)) news.tell({ state: 'connecting' });
      return answer;
    } catch (error) {
      if (!signal?.aborted) news.tell({ state: 'connecting' });
      throw error;
    }
  });
}

const REFUSALS: ReadonlySet<number> = new Set([401, 404, 409]);

async function keepLease(
  ctx: BotOptions['ctx'],
  lease: PollingLease,
  timing: BotTiming,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await ctx.sleep(timing.lease / 3, signal).catch(() => {});
    if (signal.aborted) return;
    const held = await lease.renew().catch(() => null);
    // Lost to another process. A database that does not answer is no loss yet.
    if (held === false) return;
  }
}

async function repeatOutbox(desk: Desk, timing: BotTiming, signal: AbortSignal): Promise<void> {
  const busy = new Set<string>();
  while (!signal.aborted) {
    await emptyOutbox(desk, busy).catch((error: unknown) => {
      desk.ctx.log.error(
        { error: errorText(error, desk.token) },
        'Telegram messages could not be sent; they are tried again',
      );
    });
    await desk.ctx.sleep(timing.outbox, signal).catch(() => {});
  }
}
