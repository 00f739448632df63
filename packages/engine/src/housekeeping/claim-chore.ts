import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';

/** Whether the caller is the one, of all processes, that does a chore now. */
export async function claimChore(
  ctx: Pick<EngineContext, 'db' | 'now'>,
  chore: { name: string; everyMs: number },
): Promise<boolean> {
  const now = ctx.now();
  const before = new Date(now.getTime() - chore.everyMs);
  const { rows } = await sql`
    insert into app_dashboard.chores (name, claimed_at) values (${chore.name}, ${now}::timestamptz)
    on conflict (name) do update set claimed_at = excluded.claimed_at
      where chores.claimed_at <= ${before}::timestamptz
    returning name
  `.execute(ctx.db);
  return rows.length > 0;
}
