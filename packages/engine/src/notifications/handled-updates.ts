import type { EngineContext } from '../context.ts';

/** Telegram keeps what was not confirmed for a day. */
const KEPT_MS = 48 * 3600_000;

type Ctx = Pick<EngineContext, 'db' | 'now'>;

/** Whether an update was handled before, though its confirmation was lost. */
export async function isUpdateHandled(
  ctx: Ctx,
  { updateId }: { updateId: number },
): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('app_dashboard.telegram_updates')
    .select('update_id')
    .where('update_id', '=', updateId)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Remembers that an update was handled. Noted afterwards, not before: an update whose handling was cut off
 * comes again, and what it already did tells it so.
 */
export async function noteUpdateHandled(
  ctx: Ctx,
  { updateId }: { updateId: number },
): Promise<void> {
  const now = ctx.now();
  await ctx.db
    .insertInto('app_dashboard.telegram_updates')
    .values({ update_id: updateId, handled_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await ctx.db
    .deleteFrom('app_dashboard.telegram_updates')
    .where('handled_at', '<', new Date(now.getTime() - KEPT_MS))
    .execute();
}
