import {
  actionOf,
  type Action,
  type Evidence,
  type FieldChange,
  inverseOf,
  type ProposalSource,
  type ProposalStatus,
  type Reason,
  type Risk,
  subjectOf,
} from '@commerce/core';
import type { EntityLevel, JsonObject, ProposalKind } from '@commerce/core';
import type { Trx } from '@commerce/db';
import { recordAudit } from '../audit/record-audit.ts';
import type { EngineContext } from '../context.ts';
import { diffHash } from './diff-hash.ts';
import { type ProposalRecord, toProposal } from './proposal-record.ts';
import { newShortId } from './short-id.ts';
import { type WhoActs, whoActs } from './who-acts.ts';

/** Everything about a new proposal that is not derived from the rest. */
export interface ProposalDraft {
  id?: string;
  shopId: string;
  connectorId: string;
  kind: ProposalKind;
  level: EntityLevel;
  entityId: string;
  entityName: string;
  diff: FieldChange[];
  risk: Risk;
  requiresApproval: boolean;
  executable: boolean;
  source: ProposalSource;
  rule: { id: string; version: number } | null;
  reason: Reason;
  evidence: Evidence;
  expiresAt: Date;
  snoozedUntil?: Date | null;
  /** The execution it takes back; such a proposal is born approved by whoever asks for it. */
  undoes?: string;
  batchId?: string | null;
}

/**
 * Stores a proposal with its hash and its inverse. Null when the object already has an open one on the same
 * subject, or the execution an open undo: nothing was stored then.
 */
export async function insertProposal(
  trx: Trx,
  ctx: EngineContext,
  draft: ProposalDraft,
): Promise<ProposalRecord | null> {
  const now = ctx.now();
  const decider = draft.undoes === undefined ? null : whoActs(ctx.actor);
  const row = await trx
    .insertInto('app_dashboard.action_proposals')
    .values({
      shop_id: draft.shopId,
      id: draft.id ?? ctx.newId(),
      short_id: newShortId(),
      connector_id: draft.connectorId,
      kind: draft.kind,
      subject: subjectOf(draft.kind),
      level: draft.level,
      entity_id: draft.entityId,
      entity_name: draft.entityName,
      status: (decider ? 'approved' : 'proposed') satisfies ProposalStatus,
      risk: draft.risk,
      requires_approval: draft.requiresApproval,
      executable: draft.executable,
      source: draft.source,
      rule_id: draft.rule?.id ?? null,
      rule_version: draft.rule?.version ?? null,
      proposed_by: draft.rule ? `rule:${draft.rule.id}` : whoActs(ctx.actor).by,
      reason: JSON.stringify(draft.reason),
      diff: JSON.stringify(draft.diff),
      diff_hash: diffHash(draft),
      evidence: JSON.stringify(draft.evidence),
      ...wayBack(draft),
      undoes: draft.undoes ?? null,
      batch_id: draft.batchId ?? null,
      expires_at: openUntil(draft.expiresAt, draft.snoozedUntil ?? null),
      snoozed_until: draft.snoozedUntil ?? null,
      ...(decider && decision(decider, now)),
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) return null;
  await recordAudit(trx, ctx, {
    action: draft.undoes === undefined ? 'proposal.create' : 'execution.undo',
    shopId: draft.shopId,
    targetType: 'proposal',
    targetId: row.id,
    after: audited(draft, row.diff_hash),
  });
  return toProposal(row);
}

const DAY_MS = 86_400_000;

/** Until when what is put off can be decided: asked again only to find it expired would be no question. */
export const openUntil = (expiresAt: Date, snoozedUntil: Date | null): Date =>
  new Date(Math.max(expiresAt.getTime(), snoozedUntil ? snoozedUntil.getTime() + DAY_MS : 0));

/** The columns of a decision. */
export const decision = (who: WhoActs, at: Date, reason: string | null = null) => ({
  decided_at: at,
  decided_by: who.by,
  decided_by_name: who.byName,
  decided_via: who.via,
  decision_reason: reason,
});

/** The inverse, or why there is none. */
function wayBack(draft: ProposalDraft): {
  inverse: string | null;
  irreversible_reason: string | null;
} {
  const target = { level: draft.level, entity_id: draft.entityId };
  const action: Action | null = actionOf(draft.kind, target, draft.diff);
  const [change] = draft.diff;
  const inverse = action && change ? inverseOf(action, change) : null;
  if (inverse) return { inverse: JSON.stringify(inverse), irreversible_reason: null };
  return {
    inverse: null,
    irreversible_reason: action ? 'unknown_before' : 'advice',
  };
}

const audited = (draft: ProposalDraft, hash: string): JsonObject => ({
  kind: draft.kind,
  level: draft.level,
  entity_id: draft.entityId,
  entity_name: draft.entityName,
  diff: draft.diff.map((change) => ({ ...change })),
  diff_hash: hash,
  source: draft.source,
  rule_id: draft.rule?.id ?? null,
  rule_version: draft.rule?.version ?? null,
  undoes: draft.undoes ?? null,
});
