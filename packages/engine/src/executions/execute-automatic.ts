import { type Db, withSystem } from '@commerce/db';
import { requireShop } from '../access/require-shop.ts';
import type { EngineContext } from '../context.ts';
import { decision } from '../proposals/insert-proposal.ts';
import { findProposal, moveProposal } from '../proposals/proposal-record.ts';
import { Refusal } from '../proposals/verdict.ts';
import { whoActs } from '../proposals/who-acts.ts';
import { claimExecution } from './claim-execution.ts';
import { carryOut, INLINE_MS } from './execute-proposals.ts';
import { inTurns } from './in-turns.ts';

const AT_MOST = 100;
/** Looked at beyond that: what is refused waits for a person and must not keep the others from their turn. */
const CONSIDERED = 5_000;
const AT_ONCE = 4;

/**
 * In the mode `auto_low_risk`: carries out rules' proposals of low risk that need no approval. Whatever a person
 * would be refused (caps, kill switch, a broken connection) leaves the proposal to a person. In any other mode
 * it does nothing.
 */
export async function executeAutomatic(
  ctx: EngineContext,
): Promise<{ executed: number; refused: number }> {
  if (ctx.settings.executionMode !== 'auto_low_risk') return { executed: 0, refused: 0 };
  const now = ctx.now();
  const oldestFirst = eligible(ctx.db, now).orderBy('p.created_at').orderBy('p.id');
  const candidates = await oldestFirst.limit(CONSIDERED).execute();
  const until = new Date(now.getTime() + INLINE_MS);
  const report = { executed: 0, refused: 0 };
  await inTurns(candidates, AT_ONCE, async ({ id }) => {
    if (report.executed >= AT_MOST) return;
    report[(await executeOne(ctx, id, until)) ? 'executed' : 'refused'] += 1;
  });
  return report;
}

/**
 * What nobody has to be asked about: of low risk, raised by a rule that is still enabled and says the same. A
 * rule that was switched off or changed meanwhile has no say any more; its proposals are a person's.
 */
const eligible = (db: Db, now: Date) =>
  db
    .selectFrom('app_dashboard.action_proposals as p')
    .innerJoin('app_dashboard.rules as r', (join) =>
      join.onRef('r.shop_id', '=', 'p.shop_id').onRef('r.id', '=', 'p.rule_id'),
    )
    .select('p.id')
    .where('p.status', '=', 'proposed')
    .where('p.source', '=', 'rule')
    .where('p.risk', '=', 'low')
    .where('p.requires_approval', '=', false)
    .where('p.executable', '=', true)
    .where('p.expires_at', '>', now)
    .where((where) =>
      where.or([where('p.snoozed_until', 'is', null), where('p.snoozed_until', '<=', now)]),
    )
    .where('r.state', '=', 'enabled')
    .where('r.archived_at', 'is', null)
    .whereRef('r.version', '=', 'p.rule_version');

/** False when something forbids it; then nothing has changed. */
async function executeOne(ctx: EngineContext, id: string, until: Date): Promise<boolean> {
  const leaseOwner = ctx.now() < until ? ctx.newId() : null;
  const executionId = await withSystem(ctx.db, async (trx) => {
    // Decided, put off or disowned a moment ago: a person's.
    const still = await eligible(trx, ctx.now())
      .where('p.id', '=', id)
      .forUpdate('p')
      .executeTakeFirst();
    const found = still && (await findProposal(trx, id));
    const approved =
      found &&
      (await moveProposal(trx, ctx, found, {
        from: ['proposed'],
        to: 'approved',
        verb: 'approve',
        set: decision(whoActs(ctx.actor), ctx.now(), 'auto_low_risk'),
        detail: { reason: 'auto_low_risk' },
      }));
    if (!approved) return null;
    const shop = await requireShop(trx, ctx.actor, approved.shop_id, 'manage');
    const input = { proposal: approved, shop, mode: 'auto_low_risk', leaseOwner } as const;
    return await claimExecution(trx, ctx, input);
  }).catch((error: unknown) => {
    // One that fails must not keep the others from their turn.
    if (!(error instanceof Refusal)) {
      ctx.log.error(
        { proposal: id, error: String(error) },
        'It could not be carried out by itself',
      );
    }
    return null;
  });
  if (executionId === null) return false;
  await carryOut(ctx, executionId, leaseOwner, until);
  return true;
}
