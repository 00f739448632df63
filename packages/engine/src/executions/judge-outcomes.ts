import {
  type AccountHistory,
  type ActionKind,
  addDays,
  dayOf,
  type EntityLevel,
  historyAt,
  judgeOutcome,
  type RuleScope,
  type RuleTemplate,
  startOfDay,
} from '@commerce/core';
import type { AppDashboardExecutions, Trx } from '@commerce/db';
import { withSystem } from '@commerce/db';
import { type Selectable, sql } from 'kysely';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { loadAdAccount } from '../rules/ad-account.ts';
import { loadHistory } from '../rules/load-history.ts';

const AT_MOST = 200;
/** What could not be judged yet is looked at again after this long: conversions arrive by the day. */
const LOOK_AGAIN_MS = 6 * 3_600_000;
const WEEK = 7;

type Execution = Selectable<AppDashboardExecutions>;
type Due = { account: { shopId: string; connectorId: string }; executions: Execution[] };

/**
 * Gives executed changes their verdict once the week after them is over and its conversions are in. Any
 * number of workers may call it; the first verdict stands.
 */
export async function judgeOutcomes(
  ctx: EngineContext,
  options: { signal?: AbortSignal } = {},
): Promise<{ judged: number; waiting: number }> {
  const report = { judged: 0, waiting: 0 };
  for (const due of await findDue(ctx)) {
    if (options.signal?.aborted) break;
    const known = await readKnown(ctx, due).catch((error: unknown) => {
      // One account that cannot be read (switched off, too large) must not hold up the others.
      ctx.log.warn({ ...due.account, error: String(error) }, 'Outcomes could not be judged');
      return null;
    });
    for (const execution of due.executions) {
      const judged = await judge(ctx, execution, known);
      report[judged ? 'judged' : 'waiting'] += 1;
    }
  }
  return report;
}

async function findDue(ctx: EngineContext): Promise<Due[]> {
  const now = ctx.now();
  const rows = await ctx.db
    .selectFrom('app_dashboard.executions')
    .selectAll()
    .where('status', '=', 'executed')
    .where('verdict', 'is', null)
    .where('undo_of', 'is', null)
    .where('observe_until', '<', now.toISOString().slice(0, 10))
    .where((where) =>
      where.or([
        where('judged_at', 'is', null),
        where('judged_at', '<=', new Date(now.getTime() - LOOK_AGAIN_MS)),
      ]),
    )
    .orderBy('observe_until')
    .limit(AT_MOST)
    .execute();
  const byAccount = new Map<string, Due>();
  for (const row of rows) {
    const account = { shopId: row.shop_id, connectorId: row.connector_id };
    const due = byAccount.get(row.connector_id) ?? { account, executions: [] };
    due.executions.push(row);
    byAccount.set(row.connector_id, due);
  }
  return [...byAccount.values()];
}

interface Known {
  /** null: nothing of the account is known. */
  history: AccountHistory | null;
  /** When each object was changed, by whomever. */
  changes: { key: string; at: Date; executionId: string | null }[];
  timezone: string;
}

/** The account as it is known now, in one snapshot. */
async function readKnown(ctx: EngineContext, { account: key, executions }: Due): Promise<Known> {
  return await withSystem(
    ctx.db,
    async (trx) => {
      const account = await loadAdAccount(trx, key);
      const asOf = ctx.now();
      const today = dayOf(asOf, account.timezone);
      const input = await loadHistory(trx, ctx, account, {
        judged: { from: today, to: today },
        until: today,
        moments: [asOf],
        rules: [{ template: watching(executions), scope: EVERYTHING }],
      });
      const first = executions.map(({ account_day }) => account_day).sort()[0] ?? today;
      const since = startOfDay(addDays(first, -WEEK), account.timezone);
      return {
        history: historyAt(input, asOf.getTime()),
        changes: await loadChanged(trx, key, since),
        timezone: account.timezone,
      };
    },
    { accessMode: 'read only', isolationLevel: 'repeatable read' },
  );
}

const EVERYTHING: RuleScope = {
  connector_ids: [],
  levels: [],
  entity_ids: [],
  profiles: [],
  currency: null,
};

/** The levels and figures an outcome is judged by. */
function watching(
  executions: readonly Execution[],
): Pick<RuleTemplate, 'levels' | 'reads' | 'metrics'> {
  const levels = [...new Set(executions.map(({ level }) => level as EntityLevel))];
  return {
    levels,
    reads: levels,
    metrics: ['spend', 'impressions', 'conversions', 'conversion_value', 'landing_page_views'],
  };
}

async function loadChanged(
  trx: Trx,
  { shopId, connectorId }: Due['account'],
  since: Date,
): Promise<Known['changes']> {
  const rows = await trx
    .selectFrom('core_warehouse.entity_changes')
    .select(['level', 'entity_id', 'observed_at', 'execution_id'])
    .where('shop_id', '=', shopId)
    .where('connector_id', '=', connectorId)
    .where('observed_at', '>=', since)
    .where('field', 'in', ['status', 'daily_budget', 'lifetime_budget', 'bid_amount'])
    .execute();
  return rows.map(({ level, entity_id, observed_at, execution_id }) => ({
    key: `${level}/${entity_id}`,
    at: observed_at,
    executionId: execution_id,
  }));
}

/** False while it is too early to say. */
async function judge(
  ctx: EngineContext,
  execution: Execution,
  known: Known | null,
): Promise<boolean> {
  const { verdict, detail } = verdictOn(execution, known);
  await withSystem(ctx.db, async (trx) => {
    const row = await trx
      .updateTable('app_dashboard.executions')
      .set({ verdict, verdict_detail: JSON.stringify(detail), judged_at: ctx.now() })
      .where('shop_id', '=', execution.shop_id)
      .where('id', '=', execution.id)
      .where('status', '=', 'executed')
      .where('verdict', 'is', null)
      .returning('proposal_id')
      .executeTakeFirst();
    if (!row || verdict === null) return;
    await trx
      .updateTable('app_dashboard.action_proposals')
      .set({ revision: sql<number>`revision + 1`, updated_at: ctx.now() })
      .where('shop_id', '=', execution.shop_id)
      .where('id', '=', row.proposal_id)
      .execute();
    await recordAudit(trx, ctx, {
      action: 'execution.judge',
      shopId: execution.shop_id,
      targetType: 'execution',
      targetId: execution.id,
      after: { verdict, reason: detail.reason ?? null },
    });
  });
  return verdict !== null;
}

function verdictOn(execution: Execution, known: Known | null): ReturnType<typeof judgeOutcome> {
  if (!known) return { verdict: null, detail: { reason: 'not_yet' } };
  if (!known.history) return { verdict: 'inconclusive', detail: { reason: 'nothing_known' } };
  const startOf = (days: number) =>
    startOfDay(addDays(execution.account_day, days), known.timezone);
  const since = startOf(-WEEK);
  const done = execution.finished_at ?? execution.started_at;
  // A change on the last day comes too late to make a difference.
  const again = known.changes.filter(
    ({ at, executionId }) => at > done && at < startOf(WEEK) && executionId !== execution.id,
  );
  return judgeOutcome({
    history: known.history,
    kind: execution.kind as ActionKind,
    level: execution.level as EntityLevel,
    entityId: execution.entity_id,
    executedDay: execution.account_day,
    touched: new Set(known.changes.filter(({ at }) => at >= since).map(({ key }) => key)),
    disturbed: new Set(again.map(({ key }) => key)),
  });
}
