import { formatAmount, parseAmount } from '../money.ts';
import type { Action, FieldChange } from './action.ts';
import { budgetIncrease } from './change.ts';

/** Limits of live writes on a shop's accounts of one platform and currency. Amounts: decimal strings, major units. */
export interface ActionCap {
  platform: string;
  /** ISO 4217 of the accounts it holds for. */
  currency: string;
  allowed_kinds: Action['kind'][];
  /** Of one budget change, and of one object's changes of a day together, in either direction; "20" is 20 %. */
  max_change_percent: string;
  /** Ceiling of what one object's daily budget may be raised to. */
  max_daily_budget: string;
  /** Sum of all budget raises of one account and day. */
  max_daily_increase: string;
  /** Writes to one account and day, undoing left out. */
  max_actions_per_day: number;
  /** Ids of objects that are never touched, with everything below them. */
  never_touch: string[];
}

/** What an account's day already holds, running and uncertain writes included. */
export interface DayOfWrites {
  actions: number;
  /** Ten-thousandths of the account's currency. */
  increase: bigint;
  /** The object's budget before its first write of the day, as a decimal string; null while there was none. */
  opening: string | null;
}

export interface CapQuestion {
  action: Action;
  change: FieldChange;
  /** The object's own id and those of everything above it; null when the parents are not known. */
  lineage: readonly string[] | null;
  /** Whether it takes an own change back. */
  undo: boolean;
  day: DayOfWrites;
}

/**
 * Why a cap forbids a write, in words, or null. Taking a change back always leads to a value that was live
 * before, so the kind, the size of the step and the number of writes do not hold it up; an object that is
 * never touched does, and so do the ceilings where it raises a budget.
 */
export function capRefusal(cap: ActionCap, question: CapQuestion): string | null {
  return untouchable(cap, question) ?? wrongKind(cap, question) ?? tooMuch(cap, question);
}

function untouchable(cap: ActionCap, { lineage }: CapQuestion): string | null {
  if (cap.never_touch.length === 0) return null;
  if (lineage === null) {
    return 'What this object belongs to is not known yet, so it may be on the never-touch list; sync the account first';
  }
  const protectedId = lineage.find((id) => cap.never_touch.includes(id));
  return protectedId === undefined
    ? null
    : `${protectedId} is on the never-touch list of this shop's caps`;
}

function wrongKind(cap: ActionCap, { action, undo, day }: CapQuestion): string | null {
  if (undo) return null;
  if (!cap.allowed_kinds.includes(action.kind)) {
    return `The caps of this shop do not allow ${action.kind} on ${cap.platform}`;
  }
  return day.actions >= cap.max_actions_per_day
    ? `${cap.max_actions_per_day} changes a day are allowed on an account and ${day.actions} were made today`
    : null;
}

function tooMuch(cap: ActionCap, { action, change, undo, day }: CapQuestion): string | null {
  if (change.field === 'status') return null;
  const before = parseAmount(change.before ?? '0');
  const after = parseAmount(change.after);
  if (!undo && isStepTooLarge(cap, before, after)) {
    return `A budget may change by ${cap.max_change_percent} % at once; this is from ${change.before} to ${change.after} ${cap.currency}`;
  }
  if (!undo && day.opening !== null && isStepTooLarge(cap, parseAmount(day.opening), after)) {
    return `A budget may change by ${cap.max_change_percent} % a day; this one was ${day.opening} ${cap.currency} before today's changes and would be ${change.after}`;
  }
  const increase = budgetIncrease(change);
  if (increase === 0n) return null;
  if (action.kind === 'set_daily_budget' && after > parseAmount(cap.max_daily_budget)) {
    return `A daily budget may be raised to ${cap.max_daily_budget} ${cap.currency} at most`;
  }
  const sum = day.increase + increase;
  return sum > parseAmount(cap.max_daily_increase)
    ? `Budgets of an account may rise by ${cap.max_daily_increase} ${cap.currency} a day; with this it would be ${formatAmount(sum)}`
    : null;
}

function isStepTooLarge(cap: ActionCap, from: bigint, to: bigint): boolean {
  const step = to > from ? to - from : from - to;
  // step / from > percent / 100, in whole numbers: percent is in ten-thousandths too.
  return step * 1_000_000n > parseAmount(cap.max_change_percent) * from;
}
