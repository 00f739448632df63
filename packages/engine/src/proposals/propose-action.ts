import {
  type Action,
  AppError,
  changesNothing,
  diffOf,
  type LiveState,
  OPEN_STATUSES,
  type Proposal,
  type ProposalSource,
  riskOf,
  subjectOf,
} from '@commerce/core';
import { type Trx, withSystem } from '@commerce/db';
import { requireShop } from '../access/require-shop.ts';
import { onlyProposes } from '../accounts/read-only.ts';
import { loadConnector } from '../connectors/connector-record.ts';
import { asAnswer } from '../connectors/platform-refusal.ts';
import type { Actor, EngineContext } from '../context.ts';
import { openActions } from '../executions/open-actions.ts';
import { diffHash } from './diff-hash.ts';
import { insertProposal, type ProposalDraft } from './insert-proposal.ts';
import { getProposal } from './list-proposals.ts';
import { isLapsed, moveProposal, type ProposalRecord, toProposal } from './proposal-record.ts';
import { whoActs } from './who-acts.ts';

export interface ProposeActionInput {
  shopId: string;
  connectorId: string;
  /** Amounts: decimal strings, major units, in the account's own currency. */
  action: Action;
  /** Why, in the words of whoever asks. */
  note?: string | undefined;
}

const LIFETIME_MS = 72 * 3_600_000;

const SOURCES: Readonly<Record<Actor['type'], ProposalSource>> = {
  user: 'person',
  cli: 'person',
  api_key: 'api',
  mcp: 'mcp',
  system: 'api',
  webhook: 'api',
};

/**
 * Proposes a change of an ad object as it is right now; nothing is changed before it is approved and executed.
 * A person's wish takes the place of an undecided proposal on the same subject; that of an AI, or of a key that
 * only proposes, only of an AI's or its own. The same wish twice is one proposal. Open for three days.
 * @throws AppError `not_found`, `forbidden`, `invalid_input` also when the object already is so or the account
 * is only read, `conflict`, `platform_refused`, `rate_limited`, `unavailable`
 */
export async function proposeAction(
  ctx: EngineContext,
  input: ProposeActionInput,
): Promise<Proposal> {
  const { shopId, connectorId } = input;
  await requireShop(ctx.db, ctx.actor, shopId, 'propose');
  await loadConnector(ctx.db, { connectorId, shopId });
  const { action, live } = await readTarget(ctx, input);
  const change = diffOf(action, live);
  if (changesNothing(change)) {
    throw new AppError('invalid_input', `${live.name} already is ${change.after}`);
  }
  const proposalId = await withSystem(ctx.db, async (trx) => {
    await requireShop(trx, ctx.actor, shopId, 'propose');
    return await storeWish(trx, ctx, {
      shopId,
      connectorId,
      kind: action.kind,
      level: action.level,
      entityId: action.entity_id,
      entityName: live.name,
      diff: [change],
      risk: riskOf(action, change),
      requiresApproval: true,
      executable: true,
      source: SOURCES[ctx.actor.type],
      rule: null,
      reason: { code: 'asked', values: { note: input.note ?? null }, currency: change.currency },
      evidence: {
        window: null,
        state: 'not_collected',
        figures: [],
        series: [],
        maturity: null,
        notes: [],
      },
      expiresAt: new Date(ctx.now().getTime() + LIFETIME_MS),
    });
  });
  return await getProposal(ctx, { proposalId });
}

/** The object as it is, and proof that the platform could be sent the change at all. */
async function readTarget(
  ctx: EngineContext,
  { connectorId, action: asked }: ProposeActionInput,
): Promise<{ action: Action; live: LiveState }> {
  const { actions, connection, platform } = await openActions(ctx, connectorId);
  if (!actions.kinds.includes(asked.kind) || !actions.levels.includes(asked.level)) {
    throw new AppError(
      'invalid_input',
      `${asked.kind} is not possible at ${asked.level} level on ${platform.name}`,
    );
  }
  try {
    const live = await actions.read(connection, asked);
    actions.describe(connection, asked);
    return { action: asked, live };
  } catch (error) {
    throw asAnswer(error);
  }
}

async function storeWish(trx: Trx, ctx: EngineContext, draft: ProposalDraft): Promise<string> {
  const open = await trx
    .selectFrom('app_dashboard.action_proposals')
    .selectAll()
    .where('shop_id', '=', draft.shopId)
    .where('connector_id', '=', draft.connectorId)
    .where('level', '=', draft.level)
    .where('entity_id', '=', draft.entityId)
    .where('subject', '=', subjectOf(draft.kind))
    .where('status', 'in', OPEN_STATUSES)
    .where('undoes', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  const id = ctx.newId();
  if (open) {
    const older = toProposal(open);
    const lapsed = isLapsed(older, ctx.now());
    if (older.diff_hash === diffHash(draft) && !lapsed) return older.id;
    const yields = older.status === 'proposed' && mayReplace(ctx.actor, older);
    if (!lapsed && !yields) throw taken(older.id, older.status);
    await moveProposal(trx, ctx, older, {
      from: [older.status],
      to: lapsed ? 'expired' : 'superseded',
      verb: lapsed ? 'expire' : 'supersede',
      ...(!lapsed && { set: { superseded_by: id }, detail: { superseded_by: id } }),
    });
  }
  const stored = await insertProposal(trx, ctx, { ...draft, id });
  if (!stored) throw taken(null, 'proposed');
  return stored.id;
}

const mayReplace = (actor: Actor, older: ProposalRecord): boolean =>
  !onlyProposes(actor) || older.source === 'mcp' || older.proposed_by === whoActs(actor).by;

const taken = (proposalId: string | null, status: string) =>
  new AppError(
    'conflict',
    `There already is an open proposal (${status}) about this object; execute or reject that one first`,
    { details: { proposal_id: proposalId } },
  );
