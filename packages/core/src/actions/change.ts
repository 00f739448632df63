import { parseAmount } from '../money.ts';
import type { EntityLevel } from '../glossary.ts';
import type { Action, ChangedField, FieldChange, LiveState, ProposalKind } from './action.ts';
import { isActionKind } from './action.ts';
import type { Risk } from './states.ts';

/** What a live object has in a field; null where it holds no such budget. */
export const liveValue = (live: LiveState, field: ChangedField): string | null => live[field];

/** Whether two values of a field are the same: "50000" is "50000.0000". */
export function sameValue(field: ChangedField, a: string | null, b: string | null): boolean {
  if (a === null || b === null || field === 'status') return a === b;
  return parseAmount(a) === parseAmount(b);
}

export const changesNothing = (change: FieldChange): boolean =>
  sameValue(change.field, change.before, change.after);

/** By how much a budget is raised, ten-thousandths; 0 for a status and for what is lowered. */
export function budgetIncrease(change: FieldChange): bigint {
  if (change.field === 'status' || change.before === null) return 0n;
  const raise = parseAmount(change.after) - parseAmount(change.before);
  return raise > 0n ? raise : 0n;
}

/** The write that makes a diff true; null for advice and for a diff that is not one known field. */
export function actionOf(
  kind: ProposalKind,
  target: { level: EntityLevel; entity_id: string },
  diff: readonly FieldChange[],
): Action | null {
  const [change] = diff;
  if (!isActionKind(kind) || change === undefined || diff.length !== 1) return null;
  const { level, entity_id } = target;
  if (kind === 'pause' || kind === 'resume') {
    const wanted = kind === 'pause' ? 'PAUSED' : 'ACTIVE';
    return change.field === 'status' && change.after === wanted ? { kind, level, entity_id } : null;
  }
  const field = kind === 'set_daily_budget' ? 'daily_budget' : 'lifetime_budget';
  if (change.field !== field || change.currency === null) return null;
  const budget = { amount: change.after, currency: change.currency };
  return { kind, level, entity_id, budget };
}

/** A raise of more than a fifth is high risk. */
const LARGE_RAISE = 5n;

/**
 * Risk of a person's own wish: what spends more is riskier than what spends less, and a campaign riskier
 * than an ad.
 */
export function riskOf(action: Action, change: FieldChange): Risk {
  if (action.kind === 'pause') return action.level === 'ad' ? 'low' : 'medium';
  if (action.kind === 'resume' || change.before === null) return 'medium';
  const raise = budgetIncrease(change);
  return raise * LARGE_RAISE > parseAmount(change.before) ? 'high' : 'medium';
}
