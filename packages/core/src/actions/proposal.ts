import type { EntityLevel, JsonObject } from '../glossary.ts';
import type { Evidence, Reason } from '../rules/finding.ts';
import type { FieldChange, ProposalKind, Subject } from './action.ts';
import type {
  ExecutionMode,
  ExecutionStatus,
  ExecutionStep,
  ProposalSource,
  ProposalStatus,
  Risk,
  Surface,
  Verdict,
} from './states.ts';

/** A decision as every surface shows it. Amounts: decimal strings, major units; instants: ISO 8601. */
export interface Proposal {
  id: string;
  short_id: string;
  shop_id: string;
  shop_name: string;
  connector_id: string;
  connector_name: string;
  platform: string;
  kind: ProposalKind;
  subject: Subject;
  level: EntityLevel;
  entity_id: string;
  entity_name: string;
  status: ProposalStatus;
  risk: Risk;
  requires_approval: boolean;
  executable: boolean;
  source: ProposalSource;
  rule: { id: string; name: string; template: string; version: number } | null;
  proposed_by: string;
  reason: Reason;
  /** Empty for advice. */
  diff: FieldChange[];
  /** Approval is bound to it: what is approved is what runs. */
  diff_hash: string;
  evidence: Evidence;
  reversible: boolean;
  irreversible_reason: string | null;
  /** The execution that this one takes back. */
  undoes: string | null;
  superseded_by: string | null;
  expires_at: string;
  snoozed_until: string | null;
  decision: {
    at: string;
    by: string;
    by_name: string | null;
    via: Surface;
    reason: string | null;
  } | null;
  execution: ExecutionSummary | null;
  revision: number;
  created_at: string;
  updated_at: string;
}

export interface ExecutionSummary {
  id: string;
  status: ExecutionStatus;
  error: { code: string; message: string } | null;
  finished_at: string | null;
  verdict: Verdict | null;
}

/** One write and what came of it. */
export interface Execution extends ExecutionSummary {
  shop_id: string;
  shop_name: string;
  proposal_id: string;
  connector_id: string;
  platform: string;
  kind: ProposalKind;
  level: EntityLevel;
  entity_id: string;
  entity_name: string;
  step: ExecutionStep;
  mode: ExecutionMode;
  executed_by: string;
  executed_by_name: string | null;
  executed_via: Surface;
  diff: FieldChange[];
  /** The object as the platform told it. */
  before: JsonObject | null;
  after: JsonObject | null;
  /** Without secrets. */
  request: JsonObject | null;
  response: JsonObject | null;
  undo_of: string | null;
  undone_by: string | null;
  undoable: boolean;
  /** Why it cannot be undone, when it cannot. */
  not_undoable_reason: string | null;
  observe_until: string | null;
  verdict_detail: JsonObject | null;
  started_at: string;
}

/**
 * What became of one member of a batch: `done`; `running`, the worker finishes it; the rest say why not.
 * - decided: `already_decided` (see `won_by`), `expired`, `superseded`, `snoozed`, `stale_diff`, `not_approved`
 * - not now: `busy` (another change of this object is under way; nothing was sent)
 * - not allowed: `not_found`, `forbidden`, `not_executable`, `read_only_connector`, `needs_reauth`, `not_undoable`,
 *   `stopped`, `no_cap`, `cap_exceeded`
 * - tried: `drifted` (the value was changed elsewhere or later; the message says what was sent), `already_so`
 *   (nothing was sent), `failed`, `unknown_outcome`
 */
export type MemberCode =
  | 'done'
  | 'running'
  | 'already_decided'
  | 'expired'
  | 'superseded'
  | 'snoozed'
  | 'stale_diff'
  | 'not_approved'
  | 'busy'
  | 'not_found'
  | 'forbidden'
  | 'not_executable'
  | 'read_only_connector'
  | 'needs_reauth'
  | 'not_undoable'
  | 'stopped'
  | 'no_cap'
  | 'cap_exceeded'
  | 'drifted'
  | 'already_so'
  | 'failed'
  | 'unknown_outcome';

export interface MemberVerdict {
  id: string;
  ok: boolean;
  status: ProposalStatus | null;
  code: MemberCode;
  /** In words, for whoever asked. */
  message: string;
  /** Who was first, when somebody else was. */
  won_by: { by_name: string | null; via: Surface; at: string } | null;
  execution_id: string | null;
}

/** One execution of an undo that is only being looked at. */
export interface UndoCandidate {
  execution: Execution;
  undoable: boolean;
  /** Why not: `already_undone`, `is_an_undo`, `not_executed`, `irreversible`, `drifted`, `forbidden`, `unreachable`. */
  code: string | null;
  message: string | null;
}
