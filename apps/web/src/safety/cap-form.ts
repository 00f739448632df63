import type { Cap } from '../api/types.ts';
import { decimalUnits, type Fault, readWhole, typedNumber } from '../rules/parameter-input.ts';

export const KINDS = ['pause', 'resume', 'set_daily_budget', 'set_lifetime_budget'] as const;

/** The limits as a person types them. */
export interface CapForm {
  kinds: string[];
  percent: string;
  dailyBudget: string;
  dailyIncrease: string;
  actions: string;
  neverTouch: string[];
}
export type CapFault = Fault | 'tooPrecise' | 'zero';
export type CapFaults = Partial<Record<keyof CapForm, CapFault>>;

type CapLimits = Pick<
  Cap,
  | 'allowed_kinds'
  | 'max_change_percent'
  | 'max_daily_budget'
  | 'max_daily_increase'
  | 'max_actions_per_day'
  | 'never_touch'
>;

const MOST_ACTIONS = 10_000;

/** Amounts are left for the person to choose: what is much depends on the account. */
const FRESH: CapForm = {
  kinds: ['pause', 'resume', 'set_daily_budget'],
  percent: '20',
  dailyBudget: '',
  dailyIncrease: '',
  actions: '20',
  neverTouch: [],
};

export const capForm = (cap: CapLimits | null): CapForm =>
  cap === null
    ? FRESH
    : {
        kinds: cap.allowed_kinds,
        percent: cap.max_change_percent,
        dailyBudget: cap.max_daily_budget,
        dailyIncrease: cap.max_daily_increase,
        actions: String(cap.max_actions_per_day),
        neverTouch: cap.never_touch,
      };

/** The limits to be saved, or what is wrong with which field. */
export function readCapForm(form: CapForm): { limits: CapLimits } | { faults: CapFaults } {
  const percent = readDecimal(form.percent, { digits: 2, zero: false });
  const dailyBudget = readDecimal(form.dailyBudget, { digits: 4, zero: false });
  const dailyIncrease = readDecimal(form.dailyIncrease, { digits: 4, zero: true });
  const actions = readWhole(form.actions, 0, MOST_ACTIONS);
  if (
    'value' in percent &&
    'value' in dailyBudget &&
    'value' in dailyIncrease &&
    'value' in actions
  ) {
    return {
      limits: {
        allowed_kinds: KINDS.filter((kind) => form.kinds.includes(kind)),
        max_change_percent: percent.value,
        max_daily_budget: dailyBudget.value,
        max_daily_increase: dailyIncrease.value,
        max_actions_per_day: actions.value,
        never_touch: form.neverTouch,
      },
    };
  }
  const faults: CapFaults = {};
  for (const [field, read] of Object.entries({ percent, dailyBudget, dailyIncrease, actions })) {
    if ('fault' in read) faults[field as keyof CapForm] = read.fault;
  }
  return { faults };
}

function readDecimal(
  text: string,
  allowed: { digits: number; zero: boolean },
): { value: string } | { fault: CapFault } {
  const typed = typedNumber(text);
  if (typed === '') return { fault: 'missing' };
  if (!/^\d+(\.\d+)?$/.test(typed)) return { fault: 'notANumber' };
  if ((typed.split('.')[1] ?? '').length > allowed.digits) return { fault: 'tooPrecise' };
  const units = decimalUnits(typed);
  if (units === null) return { fault: 'outOfRange' };
  return units === 0n && !allowed.zero ? { fault: 'zero' } : { value: typed };
}
