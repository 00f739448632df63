import type { AppDashboardTelegramBot } from '@commerce/db';
import type { EngineContext } from '../context.ts';
import { isPollingHeld } from './polling-lease.ts';

type Ctx = Pick<EngineContext, 'db' | 'now'>;

export type TelegramBotState = AppDashboardTelegramBot['state'];

/** The Telegram bot as whoever runs it left word. */
export interface TelegramBotReport {
  state: TelegramBotState;
  /** Without the @; null until Telegram has said it. */
  username: string | null;
  /** Since when it is so. */
  since: Date;
  /** Whether a process asks Telegram right now, or died so lately that nobody can tell. */
  asking: boolean;
}

const ONLY = 1;

/** Leaves word of how the bot is; only the process that asks Telegram does. */
export async function noteBotState(
  ctx: Ctx,
  { state, username = null }: { state: TelegramBotState; username?: string | null },
): Promise<void> {
  await ctx.db
    .insertInto('app_dashboard.telegram_bot')
    .values({ id: ONLY, state, username, changed_at: ctx.now() })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((eb) => ({
          state,
          username: eb.fn.coalesce('excluded.username', 'app_dashboard.telegram_bot.username'),
          changed_at: eb.ref('excluded.changed_at'),
        }))
        .where('app_dashboard.telegram_bot.state', '<>', state),
    )
    .execute();
}

/** How the bot is; null when none ever ran on this database. */
export async function readBotState(ctx: Ctx): Promise<TelegramBotReport | null> {
  const row = await ctx.db
    .selectFrom('app_dashboard.telegram_bot')
    .selectAll()
    .where('id', '=', ONLY)
    .executeTakeFirst();
  if (!row) return null;
  const { state, username, changed_at: since } = row;
  return { state, username, since, asking: await isPollingHeld(ctx) };
}
