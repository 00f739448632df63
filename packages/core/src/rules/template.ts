import type { Risk } from '../actions/states.ts';
import type { EntityLevel } from '../glossary.ts';
import type { Finding } from './finding.ts';
import type { AccountHistory, HistoryEntity, HistoryMetric } from './history.ts';

export interface Words {
  ko: string;
  en: string;
}

/** One setting of a rule; forms, checks and documents are made from it. */
export interface ParameterSpec {
  name: string;
  label: Words;
  help: Words;
  /** `money`: account currency, major units; `ratio`: 2.5; `percent`: 30 = 30 %; `days`, `count`: whole numbers. */
  type: 'money' | 'ratio' | 'percent' | 'days' | 'count';
  /** Decimal strings. Money is written for currencies of a dollar's magnitude: see `defaultParameters`. */
  default: string;
  min: string;
  max: string;
}

/** Checked parameters: decimal strings by name, every one of the template's present. */
export type RuleParameters = Readonly<Record<string, string>>;

/** Which objects a rule looks at; empty lists mean all. */
export interface RuleScope {
  connector_ids: string[];
  levels: EntityLevel[];
  entity_ids: string[];
  /** Only objects with one of these KPI profiles. */
  profiles: string[];
  /** Currency of the amounts among the parameters; accounts in another one are not judged with them. null: each account's own. */
  currency: string | null;
}

/**
 * An object a rule speaks of. `finding` writes it out; it must be called before the history moves on.
 */
export interface Sighting {
  entity: HistoryEntity;
  /** What is at stake, ten-thousandths of the account's currency: the weightiest comes first. */
  weight: number;
  /**
   * What following it takes away: this share (whole ten-thousandths, negative adds) of what these objects
   * spend and bring. null for what has no such effect.
   */
  effect: { entities: readonly HistoryEntity[]; share: number } | null;
  finding: () => Finding;
}

export interface RuleTemplate {
  /** Stored with each rule: `kill_switch`, `roas_floor`. */
  key: string;
  /** Raised when the same parameters would give other findings. */
  version: number;
  name: Words;
  /** What it looks for and what it proposes, in a sentence or two. */
  description: Words;
  levels: readonly EntityLevel[];
  /** Levels it looks at besides those it judges. */
  reads: readonly EntityLevel[];
  /** Metrics it looks at; the others need not be loaded. */
  metrics: readonly HistoryMetric[];
  /** Whether it may judge an account that was not read for days; see `evaluateRule`. */
  judgesOldData: boolean;
  /** Which finding is kept when an object and one inside it are both found. */
  nested: 'outer' | 'inner';
  /** Reason codes its findings can have. */
  reasons: readonly string[];
  /** The highest risk of its findings. */
  risk: Risk;
  parameters: readonly ParameterSpec[];
  cooldownHours: number;
  dailyLimit: number;
  /**
   * For advice without an effect on money: whether the days after it bear it out; `after` gives the sum of a
   * metric over them (ten-thousandths, NaN where not reported), `days` how many there are. null when they
   * cannot tell.
   */
  confirm?(
    finding: Finding,
    after: (metric: HistoryMetric) => number,
    days: number,
  ): boolean | null;
  /**
   * Pure. Judges the entities given (scope applied; any status), may look at all others of the history.
   * @throws AppError `invalid_input` when parameters were not checked by `parseParameters`
   */
  judge(
    history: AccountHistory,
    entities: readonly HistoryEntity[],
    parameters: RuleParameters,
  ): Sighting[];
}
