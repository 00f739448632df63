import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import {
  readBotState,
  type TelegramBotReport,
  type TelegramBotState,
} from '../notifications/bot-state.ts';

const MS_PER_NS = 1_000_000;

export interface ServerHealth {
  reachable: boolean;
  latency_ms: number | null;
  queued_jobs: number | null;
  running_jobs: number | null;
  /** As it was last told of; null where none ever ran. */
  telegram_bot: TelegramBotState | null;
}

/** Whether the database answers, how fast, what waits for the workers, and how the bot is. Never throws. */
export async function serverHealth(
  ctx: Pick<EngineContext, 'db' | 'log' | 'now'>,
): Promise<ServerHealth> {
  const started = process.hrtime.bigint();
  try {
    const { rows } = await sql<{ queued: number; running: number }>`
      select count(*) filter (where status = 'QUEUED') as queued,
        count(*) filter (where status = 'IN_PROGRESS') as running
      from app_dashboard.sync_jobs where status in ('QUEUED', 'IN_PROGRESS')`.execute(ctx.db);
    const latency = Number(process.hrtime.bigint() - started) / MS_PER_NS;
    const bot = await readBotState(ctx);
    return {
      reachable: true,
      latency_ms: Math.round(latency * 10) / 10,
      queued_jobs: rows[0]?.queued ?? 0,
      running_jobs: rows[0]?.running ?? 0,
      telegram_bot: bot && wordOf(bot),
    };
  } catch (error) {
    ctx.log.error({ error: String(error) }, 'The database does not answer the health check');
    return {
      ...{ reachable: false, latency_ms: null, queued_jobs: null, running_jobs: null },
      telegram_bot: null,
    };
  }
}

/** A process that was killed left no word of its end. */
const wordOf = ({ state, asking }: TelegramBotReport): TelegramBotState =>
  state === 'running' && !asking ? 'stopped' : state;
