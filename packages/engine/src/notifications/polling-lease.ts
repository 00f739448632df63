import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';

type Ctx = Pick<EngineContext, 'db' | 'now'>;

const NAME = 'telegram_polling';

/** Held by the one process that asks Telegram for updates. */
export interface PollingLease {
  /** False: it was lost, and whoever holds it now asks instead. Call it well within `lifeMs`. */
  renew(): Promise<boolean>;
  release(): Promise<void>;
}

/** Renewals come several times in this; whoever was silent for longer asks no more. */
const SILENT_MS = 60_000;

/** Whether a process asks Telegram, as far as its last renewal tells. */
export async function isPollingHeld(ctx: Ctx): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('app_dashboard.chores')
    .select('claimed_at')
    .where('name', '=', NAME)
    .where('claimed_at', '>', new Date(ctx.now().getTime() - SILENT_MS))
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Takes the lease, or null while another process holds it. A row rather than a lock of the session, which
 * neither a transaction pooler nor the embedded engine keeps apart; the instant of the last renewal says
 * whose it is.
 */
export async function takePollingLease(
  ctx: Ctx,
  { lifeMs }: { lifeMs: number },
): Promise<PollingLease | null> {
  let mine = ctx.now();
  const over = new Date(mine.getTime() - lifeMs);
  const { rows } = await sql`
    insert into app_dashboard.chores (name, claimed_at) values (${NAME}, ${mine}::timestamptz)
    on conflict (name) do update set claimed_at = excluded.claimed_at
      where chores.claimed_at <= ${over}::timestamptz
    returning name`.execute(ctx.db);
  if (rows.length === 0) return null;
  return {
    async renew() {
      const next = new Date(Math.max(ctx.now().getTime(), mine.getTime() + 1));
      const renewed = await ctx.db
        .updateTable('app_dashboard.chores')
        .set({ claimed_at: next })
        .where('name', '=', NAME)
        .where('claimed_at', '=', mine)
        .executeTakeFirst();
      if (renewed.numUpdatedRows === 0n) return false;
      mine = next;
      return true;
    },
    async release() {
      await ctx.db
        .deleteFrom('app_dashboard.chores')
        .where('name', '=', NAME)
        .where('claimed_at', '=', mine)
        .execute();
    },
  };
}
