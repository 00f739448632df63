import {
  actionOf,
  AppError,
  changesNothing,
  type EntityLevel,
  type Finding,
  OPEN_STATUSES,
  type Subject,
  subjectOf,
} from '@commerce/core';
import type { Trx } from '@commerce/db';
import type { EngineContext } from '../context.ts';
import { diffHash } from './diff-hash.ts';
import { insertProposal, type ProposalDraft } from './insert-proposal.ts';
import { isLapsed, moveProposal, type ProposalRecord, toProposal } from './proposal-record.ts';

export interface RaiseProposalsInput {
  shopId: string;
  connectorId: string;
  candidates: readonly {
    finding: Finding;
    ruleId: string;
    ruleVersion: number;
    expiresAt: Date;
  }[];
}

/**
 * What became of a finding. `open_already`: the object has an open proposal on the same subject, of this rule
 * with the same change, of another rule, or one that was already approved; `superseded_older`: this one took
 * the place of the rule's own earlier proposal.
 */
export interface Raised {
  outcome: 'proposed' | 'open_already' | 'superseded_older' | 'no_change';
  /** The proposal that is open now. */
  proposalId: string | null;
}

/**
 * Turns findings of rules into proposals, in the caller's transaction; answers in the order of the candidates.
 * For the evaluation only: it has already been settled that the rule may raise them.
 * @throws AppError `not_found` when the connector is none of the shop's
 */
export async function raiseProposals(
  trx: Trx,
  ctx: EngineContext,
  input: RaiseProposalsInput,
): Promise<Raised[]> {
  if (input.candidates.length === 0) return [];
  const account = await loadAccount(trx, ctx, input);
  const ids = new Set(input.candidates.map(({ finding }) => finding.entity_id));
  const open = await loadOpen(trx, input, [...ids]);
  const raised: Raised[] = [];
  for (const candidate of input.candidates) {
    const { finding } = candidate;
    const key = keyOf(finding.level, finding.entity_id, subjectOf(finding.kind));
    const draft = draftOf(input, candidate, account.can(finding));
    const result = await raiseOne(trx, ctx, draft, open.get(key) ?? null);
    if (result.open) open.set(key, result.open);
    raised.push(result.raised);
  }
  return raised;
}

async function raiseOne(
  trx: Trx,
  ctx: EngineContext,
  draft: ProposalDraft,
  open: ProposalRecord | null,
): Promise<{ raised: Raised; open: ProposalRecord | null }> {
  if (draft.diff.length > 0 && draft.diff.every(changesNothing)) {
    return { raised: { outcome: 'no_change', proposalId: null }, open };
  }
  const id = ctx.newId();
  const lapsed = open !== null && isLapsed(open, ctx.now());
  if (open && lapsed) {
    await moveProposal(trx, ctx, open, { from: [open.status], to: 'expired', verb: 'expire' });
  } else if (open) {
    const kept = { raised: { outcome: 'open_already', proposalId: open.id } as const, open };
    const own = open.status === 'proposed' && open.rule_id === draft.rule?.id;
    if (!own || open.diff_hash === diffHash(draft)) return kept;
    const gone = await moveProposal(trx, ctx, open, {
      from: ['proposed'],
      to: 'superseded',
      set: { superseded_by: id },
      verb: 'supersede',
      detail: { superseded_by: id },
    });
    if (!gone) return kept;
  }
  // Whoever put the question off did not want to hear of it earlier because a figure moved.
  const snoozedUntil = lapsed ? null : (open?.snoozed_until ?? null);
  const stored = await insertProposal(trx, ctx, { ...draft, id, snoozedUntil });
  if (!stored) {
    const others = await loadOpen(trx, draft, [draft.entityId]);
    const first = others.get(keyOf(draft.level, draft.entityId, subjectOf(draft.kind))) ?? null;
    return { raised: { outcome: 'open_already', proposalId: first?.id ?? null }, open: first };
  }
  const outcome = open && !lapsed ? 'superseded_older' : 'proposed';
  return { raised: { outcome, proposalId: stored.id }, open: stored };
}

function draftOf(
  input: RaiseProposalsInput,
  { finding, ruleId, ruleVersion, expiresAt }: RaiseProposalsInput['candidates'][number],
  executable: boolean,
): ProposalDraft {
  return {
    shopId: input.shopId,
    connectorId: input.connectorId,
    kind: finding.kind,
    level: finding.level,
    entityId: finding.entity_id,
    entityName: finding.entity_name,
    diff: finding.diff,
    risk: finding.risk,
    requiresApproval: finding.requires_approval,
    executable,
    source: 'rule',
    rule: { id: ruleId, version: ruleVersion },
    reason: finding.reason,
    evidence: finding.evidence,
    expiresAt,
  };
}

async function loadAccount(trx: Trx, ctx: EngineContext, input: RaiseProposalsInput) {
  const connector = await trx
    .selectFrom('app_dashboard.connectors')
    .select(['platform', 'mode'])
    .where('shop_id', '=', input.shopId)
    .where('id', '=', input.connectorId)
    .executeTakeFirst();
  if (!connector) throw new AppError('not_found', 'There is no such connector in this shop');
  const actions =
    connector.mode === 'api' ? ctx.platforms.get(connector.platform)?.actions : undefined;
  return {
    can: ({ kind, level, entity_id, diff }: Finding): boolean => {
      const action = actionOf(kind, { level, entity_id }, diff);
      return (
        action !== null &&
        actions !== undefined &&
        actions.kinds.includes(action.kind) &&
        actions.levels.includes(level)
      );
    },
  };
}

const keyOf = (level: EntityLevel, entityId: string, subject: Subject): string =>
  `${level}|${subject}|${entityId}`;

async function loadOpen(
  trx: Trx,
  input: Pick<RaiseProposalsInput, 'shopId' | 'connectorId'>,
  entityIds: readonly string[],
): Promise<Map<string, ProposalRecord>> {
  const rows = await trx
    .selectFrom('app_dashboard.action_proposals')
    .selectAll()
    .where('shop_id', '=', input.shopId)
    .where('connector_id', '=', input.connectorId)
    .where('status', 'in', OPEN_STATUSES)
    .where('undoes', 'is', null)
    .where('entity_id', 'in', entityIds)
    .execute();
  return new Map(
    rows.map((row) => [keyOf(row.level, row.entity_id, row.subject), toProposal(row)]),
  );
}
