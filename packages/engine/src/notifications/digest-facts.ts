import type { Verdict } from '@commerce/core';
import { sql } from 'kysely';
import type { EngineContext } from '../context.ts';
import { readAsActor } from '../tenant.ts';

export interface DigestFacts {
  executed: number;
  failed: number;
  verdicts: Record<Verdict, number>;
}

/** What was written since an instant in the shops the actor may see, and which outcomes came in since then. */
export async function digestFacts(
  ctx: EngineContext,
  { since }: { since: Date },
): Promise<DigestFacts> {
  const count = (condition: ReturnType<typeof sql>) =>
    sql<number>`(count(*) filter (where ${condition}))::int`;
  const finished = sql`finished_at >= ${since}::timestamptz`;
  const judged = (verdict: Verdict) =>
    count(sql`judged_at >= ${since}::timestamptz and verdict = ${verdict}`);
  const row = await readAsActor(ctx, (trx) =>
    trx
      .selectFrom('app_dashboard.executions')
      .select([
        count(sql`${finished} and status in ('executed', 'undone')`).as('executed'),
        count(sql`${finished} and status = 'failed'`).as('failed'),
        judged('improved').as('improved'),
        judged('worse').as('worse'),
        judged('inconclusive').as('inconclusive'),
      ])
      .executeTakeFirstOrThrow(),
  );
  const { executed, failed, ...verdicts } = row;
  return { executed, failed, verdicts };
}
