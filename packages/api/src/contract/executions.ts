import { z } from '@hono/zod-openapi';
import { ConnectorId, Day, EntityLevel, Facts, Instant, ShopId } from './primitives.ts';
import {
  ExecutionStatus,
  ExecutionSummary,
  FieldChange,
  MemberVerdict,
  ProposalKind,
  Surface,
} from './proposals.ts';

/** One write and what came of it. */
export const Execution = ExecutionSummary.extend({
  shop_id: ShopId,
  shop_name: z.string(),
  proposal_id: z.uuid(),
  connector_id: ConnectorId,
  platform: z.string(),
  kind: ProposalKind,
  level: EntityLevel,
  entity_id: z.string(),
  entity_name: z.string(),
  /** Before `writing` nothing was sent; from there on only reading tells. */
  step: z.enum(['claimed', 'writing', 'written', 'done']),
  mode: z.enum(['manual', 'auto_low_risk']),
  executed_by: z.string(),
  executed_by_name: z.string().nullable(),
  executed_via: Surface,
  diff: z.array(FieldChange),
  /** The object as the platform told it. */
  before: Facts.nullable(),
  after: Facts.nullable(),
  /** Without secrets. */
  request: Facts.nullable(),
  response: Facts.nullable(),
  undo_of: z.uuid().nullable(),
  undone_by: z.uuid().nullable(),
  undoable: z.boolean(),
  not_undoable_reason: z.string().nullable(),
  /** Last day of the observation window of its outcome. */
  observe_until: Day.nullable(),
  verdict_detail: Facts.nullable(),
  started_at: Instant,
}).openapi('Execution');

export const ExecutionsQuery = z.strictObject({
  shop_id: ShopId.optional(),
  status: ExecutionStatus.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(300).optional(),
});

/** Which executions: named ones, or everything executed since an instant. */
export const UndoExecutions = z
  .strictObject({
    shop_id: ShopId.optional(),
    execution_ids: z.array(z.uuid()).min(1).max(100).optional(),
    since: Instant.optional(),
    /** Only say what can be undone. */
    preview: z.boolean().default(false),
  })
  .refine((value) => (value.execution_ids === undefined) !== (value.since === undefined), {
    message: 'Give either execution_ids or since',
  })
  .openapi('UndoExecutions');

export const UndoCandidate = z
  .object({
    execution: Execution,
    undoable: z.boolean(),
    /** Why not. */
    code: z.string().nullable(),
    message: z.string().nullable(),
  })
  .openapi('UndoCandidate');
/** `candidates` for a preview, `members` for an undo; the other one is empty. */
export const UndoResult = z
  .object({ candidates: z.array(UndoCandidate), members: z.array(MemberVerdict) })
  .openapi('UndoResult');

export const ExecutionParams = z.object({ execution_id: z.uuid() });
