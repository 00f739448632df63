import { AppError } from '../errors.ts';
import type { EntityLevel } from '../glossary.ts';
import { formatAmount, parseAmount } from '../money.ts';

/** What the product itself can do on an ad platform. */
export const ACTION_KINDS = ['pause', 'resume', 'set_daily_budget', 'set_lifetime_budget'] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** What it can only advise: a person does it. */
export const ADVICE_KINDS = [
  'refresh_creative',
  'add_negative_keywords',
  'review_delivery',
  'check_connection',
] as const;
export type AdviceKind = (typeof ADVICE_KINDS)[number];
export type ProposalKind = ActionKind | AdviceKind;

/** What of an object a proposal speaks of; at most one open proposal each. */
export type Subject = 'status' | 'budget' | 'creative' | 'keywords' | 'delivery' | 'connection';

const SUBJECTS: Readonly<Record<ProposalKind, Subject>> = {
  pause: 'status',
  resume: 'status',
  set_daily_budget: 'budget',
  set_lifetime_budget: 'budget',
  refresh_creative: 'creative',
  add_negative_keywords: 'keywords',
  review_delivery: 'delivery',
  check_connection: 'connection',
};

export const subjectOf = (kind: ProposalKind): Subject => SUBJECTS[kind];

export const isActionKind = (kind: string): kind is ActionKind =>
  (ACTION_KINDS as readonly string[]).includes(kind);

/** An amount with its currency: major units as a decimal string. */
export interface Money {
  amount: string;
  currency: string;
}

/** One write to one ad object. */
export type Action =
  | { kind: 'pause' | 'resume'; level: EntityLevel; entity_id: string }
  | {
      kind: 'set_daily_budget' | 'set_lifetime_budget';
      level: EntityLevel;
      entity_id: string;
      budget: Money;
    };

export type ChangedField = 'status' | 'daily_budget' | 'lifetime_budget';

/** One field of the exact diff. Budgets: major units, decimal string, in `currency`; status: ACTIVE or PAUSED. */
export interface FieldChange {
  field: ChangedField;
  before: string | null;
  after: string;
  /** null for a status. */
  currency: string | null;
}

/** What the platform says an object is right now. */
export interface LiveState {
  name: string;
  /** As the operator set it: ACTIVE, PAUSED, ARCHIVED, DELETED. */
  status: string;
  effective_status: string | null;
  /** Major units, account currency; null where the object holds no such budget. */
  daily_budget: string | null;
  lifetime_budget: string | null;
  currency: string;
  updated_at: string | null;
}

/**
 * The field an action writes, and the value it must have afterwards.
 * @throws AppError `invalid_amount`
 */
export function targetOf(action: Action): { field: ChangedField; after: string } {
  switch (action.kind) {
    case 'pause':
      return { field: 'status', after: 'PAUSED' };
    case 'resume':
      return { field: 'status', after: 'ACTIVE' };
    case 'set_daily_budget':
      return { field: 'daily_budget', after: plainAmount(action.budget.amount) };
    case 'set_lifetime_budget':
      return { field: 'lifetime_budget', after: plainAmount(action.budget.amount) };
  }
}

/** In its shortest form, so that the same wish always is the same diff. */
const plainAmount = (amount: string): string => formatAmount(parseAmount(amount));

/**
 * The exact diff of an action on an object as it is.
 * @throws AppError `invalid_input` when the object is not of that kind: no such budget, another currency, removed; `invalid_amount`
 */
export function diffOf(action: Action, live: LiveState): FieldChange {
  const { field, after } = targetOf(action);
  if (field === 'status') {
    if (live.status !== 'ACTIVE' && live.status !== 'PAUSED') {
      throw new AppError(
        'invalid_input',
        `${live.name} is ${live.status}; only what runs or is paused can be changed`,
      );
    }
    return { field, before: live.status, after, currency: null };
  }
  const before = live[field];
  if (before === null) {
    throw new AppError(
      'invalid_input',
      `${live.name} has no ${field.replace('_', ' ')} of its own; its budget is held on another level or is of the other type`,
    );
  }
  if ('budget' in action && action.budget.currency !== live.currency) {
    throw new AppError(
      'invalid_input',
      `The budget is given in ${action.budget.currency} but the account counts in ${live.currency}`,
    );
  }
  return { field, before, after, currency: live.currency };
}

/** The action that takes a change back, or null when there is nothing to go back to. */
export function inverseOf(action: Action, change: FieldChange): Action | null {
  const { level, entity_id } = action;
  if (change.before === null) return null;
  if (change.field === 'status') {
    return { kind: change.before === 'PAUSED' ? 'pause' : 'resume', level, entity_id };
  }
  if (change.currency === null) return null;
  const kind = change.field === 'daily_budget' ? 'set_daily_budget' : 'set_lifetime_budget';
  return {
    kind,
    level,
    entity_id,
    budget: { amount: change.before, currency: change.currency },
  };
}
