import type { RuleState } from '../api/types.ts';

export const RULE_STATES = [
  'enabled',
  'shadow',
  'disabled',
] as const satisfies readonly RuleState[];
