import { ACTION_KINDS, ADVICE_KINDS, EXECUTION_STATUSES, PROPOSAL_STATUSES } from '@commerce/core';
import { z } from '@hono/zod-openapi';
import {
  Amount,
  ConnectorId,
  CurrencyCode,
  DataState,
  Day,
  EntityId,
  EntityLevel,
  Instant,
  ShopId,
} from './primitives.ts';

export const ProposalStatus = z.enum(PROPOSAL_STATUSES).openapi('ProposalStatus');
export const ExecutionStatus = z.enum(EXECUTION_STATUSES).openapi('ExecutionStatus');
export const Risk = z.enum(['low', 'medium', 'high']).openapi('Risk');
export const Verdict = z.enum(['improved', 'worse', 'inconclusive']).openapi('Verdict');
export const Surface = z.enum(['web', 'api', 'telegram', 'cli', 'system']).openapi('Surface');
export const ProposalSource = z
  .enum(['rule', 'person', 'api', 'mcp', 'undo', 'drift'])
  .openapi('ProposalSource');
export const ActionKind = z.enum(ACTION_KINDS).openapi('ActionKind');
export const ProposalKind = z.enum([...ACTION_KINDS, ...ADVICE_KINDS]).openapi('ProposalKind');
export const Subject = z
  .enum(['status', 'budget', 'creative', 'keywords', 'delivery', 'connection'])
  .openapi('Subject');

/** One field of the exact diff. Budgets: major units in `currency`; status: ACTIVE or PAUSED. */
export const FieldChange = z
  .object({
    field: z.enum(['status', 'daily_budget', 'lifetime_budget']),
    before: z.string().nullable(),
    after: z.string(),
    currency: CurrencyCode.nullable(),
  })
  .openapi('FieldChange');

/** Why, as data: the words are made per language from `code` and its values. */
export const Reason = z
  .object({
    code: z.string(),
    values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    currency: CurrencyCode.nullable(),
  })
  .openapi('Reason');

export const EvidenceFigure = z
  .object({
    metric: z.string(),
    value: Amount.nullable(),
    /** What it was compared with: target, baseline, before, limit. */
    compared: z.object({ kind: z.string(), value: Amount.nullable() }).nullable(),
    unit: z.enum(['money', 'count', 'ratio', 'percent']),
  })
  .openapi('EvidenceFigure');

/** The rows a decision stands on, as they were known when it was made. */
export const Evidence = z
  .object({
    /** Days judged, of the account's timezone. */
    window: z.object({ from: Day, to: Day }).nullable(),
    state: DataState,
    figures: z.array(EvidenceFigure),
    /** One point a day; null was not reported. */
    series: z.array(
      z
        .object({
          day: z.string(),
          spend: Amount.nullable(),
          conversions: Amount.nullable(),
          value: Amount.nullable(),
        })
        .catchall(z.string().nullable()),
    ),
    /** Share of their final conversions that the days have by now, 0..1. */
    maturity: z
      .object({ completeness: Amount.nullable(), basis: z.enum(['measured', 'assumed']) })
      .nullable(),
    notes: z.array(z.string()),
  })
  .openapi('Evidence');

export const Finding = z
  .object({
    kind: ProposalKind,
    level: EntityLevel,
    entity_id: z.string(),
    entity_name: z.string(),
    diff: z.array(FieldChange),
    risk: Risk,
    requires_approval: z.boolean(),
    reason: Reason,
    evidence: Evidence,
  })
  .openapi('Finding');

export const ExecutionSummary = z
  .object({
    id: z.uuid(),
    status: ExecutionStatus,
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
    finished_at: Instant.nullable(),
    verdict: Verdict.nullable(),
  })
  .openapi('ExecutionSummary');

/** A decision as every surface shows it. */
export const Proposal = z
  .object({
    id: z.uuid(),
    short_id: z.string(),
    shop_id: ShopId,
    shop_name: z.string(),
    connector_id: ConnectorId,
    connector_name: z.string(),
    platform: z.string(),
    kind: ProposalKind,
    subject: Subject,
    level: EntityLevel,
    entity_id: z.string(),
    entity_name: z.string(),
    status: ProposalStatus,
    risk: Risk,
    /** False: `auto_low_risk` may execute it by itself. */
    requires_approval: z.boolean(),
    /** False for advice that only a person can follow. */
    executable: z.boolean(),
    source: ProposalSource,
    rule: z
      .object({ id: z.uuid(), name: z.string(), template: z.string(), version: z.int() })
      .nullable(),
    proposed_by: z.string(),
    reason: Reason,
    /** Empty for advice. */
    diff: z.array(FieldChange),
    /** Send it back with a decision: what is approved is what runs. */
    diff_hash: z.string(),
    evidence: Evidence,
    reversible: z.boolean(),
    irreversible_reason: z.string().nullable(),
    /** The execution that this one takes back. */
    undoes: z.uuid().nullable(),
    superseded_by: z.uuid().nullable(),
    expires_at: Instant,
    snoozed_until: Instant.nullable(),
    decision: z
      .object({
        at: Instant,
        by: z.string(),
        by_name: z.string().nullable(),
        via: Surface,
        reason: z.string().nullable(),
      })
      .nullable(),
    execution: ExecutionSummary.nullable(),
    /** Moves with every change of the proposal. */
    revision: z.int(),
    created_at: Instant,
    updated_at: Instant,
  })
  .openapi('Proposal');

/** `running`: the worker finishes it; `busy`: another change of the object is. Of the rest only `done` is a success. */
export const MemberCode = z
  .enum([
    'done',
    'running',
    'already_decided',
    'expired',
    'superseded',
    'snoozed',
    'stale_diff',
    'not_approved',
    'busy',
    'not_found',
    'forbidden',
    'not_executable',
    'read_only_connector',
    'needs_reauth',
    'not_undoable',
    'stopped',
    'no_cap',
    'cap_exceeded',
    'drifted',
    'already_so',
    'failed',
    'unknown_outcome',
  ])
  .openapi('MemberCode');

/** What became of one member of a batch; `won_by` when somebody else was first. */
export const MemberVerdict = z
  .object({
    id: z.uuid(),
    ok: z.boolean(),
    status: ProposalStatus.nullable(),
    code: MemberCode,
    message: z.string(),
    won_by: z.object({ by_name: z.string().nullable(), via: Surface, at: Instant }).nullable(),
    execution_id: z.uuid().nullable(),
  })
  .openapi('MemberVerdict');
export const MemberVerdicts = z
  .object({ members: z.array(MemberVerdict) })
  .openapi('MemberVerdicts');

const commaList = (values: readonly [string, ...string[]]) =>
  new RegExp(`^(${values.join('|')})(,(${values.join('|')}))*$`);

export const ProposalsQuery = z.strictObject({
  shop_id: ShopId.optional(),
  status: z
    .string()
    .regex(commaList(ProposalStatus.options as unknown as [string, ...string[]]))
    .optional()
    .openapi({
      description: 'One or several statuses, comma-separated. Default: all.',
      example: 'proposed,approved',
    }),
  snoozed: z
    .enum(['hide', 'show', 'only'])
    .default('hide')
    .openapi({ description: 'What to do with proposals that are put off.' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(300).optional(),
});

const target = { level: EntityLevel, entity_id: EntityId };
/** One write to one ad object. */
export const Action = z
  .union([
    z.strictObject({ kind: z.enum(['pause', 'resume']), ...target }),
    z.strictObject({
      kind: z.enum(['set_daily_budget', 'set_lifetime_budget']),
      ...target,
      /** Major units, in the account's own currency. */
      budget: z.strictObject({
        amount: z.string().regex(/^\d{1,15}(\.\d{1,4})?$/),
        currency: CurrencyCode,
      }),
    }),
  ])
  .openapi('Action');

export const ProposeAction = z
  .strictObject({
    shop_id: ShopId,
    connector_id: ConnectorId,
    action: Action,
    note: z.string().trim().min(1).max(500).optional(),
  })
  .openapi('ProposeAction');

const Member = z
  .strictObject({
    id: z.uuid(),
    /** As it was shown; another one is refused as `stale_diff`. */
    diff_hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
  })
  .openapi('Member');
const Members = z.array(Member).min(1).max(100);

export const DecideProposals = z
  .discriminatedUnion('decision', [
    z.strictObject({
      decision: z.literal('approve'),
      members: Members,
      reason: z.string().trim().min(1).max(500).optional(),
    }),
    z.strictObject({
      decision: z.literal('reject'),
      members: Members,
      reason: z.string().trim().min(1).max(500).optional(),
    }),
    z.strictObject({ decision: z.literal('snooze'), members: Members, until: Instant }),
  ])
  .openapi('DecideProposals');
export const ExecuteProposals = z.strictObject({ members: Members }).openapi('ExecuteProposals');

export const ProposalParams = z.object({ proposal_id: z.uuid() });
