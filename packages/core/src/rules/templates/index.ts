import { AppError } from '../../errors.ts';
import type { RuleTemplate } from '../template.ts';
import { budgetPacing } from './budget-pacing.ts';
import { cpaCeiling } from './cpa-ceiling.ts';
import { cpcSpike } from './cpc-spike.ts';
import { creativeFatigue } from './creative-fatigue.ts';
import { hiddenWinner } from './hidden-winner.ts';
import { keywordWaste } from './keyword-waste.ts';
import { killSwitch } from './kill-switch.ts';
import { landingNoSignal } from './landing-no-signal.ts';
import { roasFloor } from './roas-floor.ts';
import { scaleWinner } from './scale-winner.ts';
import { spendAnomaly } from './spend-anomaly.ts';
import { staleData } from './stale-data.ts';

/** Every rule there is, in the order forms show them. */
export const RULE_TEMPLATES: readonly RuleTemplate[] = [
  killSwitch,
  landingNoSignal,
  roasFloor,
  cpaCeiling,
  scaleWinner,
  hiddenWinner,
  creativeFatigue,
  budgetPacing,
  spendAnomaly,
  cpcSpike,
  keywordWaste,
  staleData,
];

/** @throws AppError `not_found` for a key no template has */
export function ruleTemplate(key: string): RuleTemplate {
  const template = RULE_TEMPLATES.find((one) => one.key === key);
  if (template) return template;
  const known = RULE_TEMPLATES.map((one) => one.key).join(', ');
  throw new AppError(
    'not_found',
    `There is no rule template "${key.slice(0, 60)}"; known are ${known}`,
  );
}
