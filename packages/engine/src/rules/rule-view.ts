import type { Finding, RuleParameters, RuleScope, Subject } from '@commerce/core';
import { type QuietHours, quietView } from '../notifications/quiet-hours.ts';
import { quietOf, type RuleRecord, type RuleSettings, type RuleState } from './rule-record.ts';

/** One judgement of one account by one rule, with what was known at `as_of`. */
export interface RuleEvaluationView {
  id: string;
  rule_version: number;
  connector_id: string;
  as_of: string;
  /** Last account day that was judged. */
  last_complete_day: string;
  state: 'enabled' | 'shadow';
  /** Objects that were looked at. */
  entities: number;
  findings: number;
}

/** What became of a finding: a proposal, or why not. */
export type FindingOutcome =
  | 'proposed'
  | 'shadow'
  | 'open_already'
  | 'superseded_older'
  | 'cooldown'
  | 'daily_limit'
  | 'quiet_hours'
  | 'no_change';

export interface RuleFindingView {
  evaluation_id: string;
  connector_id: string;
  level: Finding['level'];
  entity_id: string;
  subject: Subject;
  as_of: string;
  finding: Finding;
  outcome: FindingOutcome;
  proposal_id: string | null;
}

interface SettingsView {
  template_version: number;
  /** Decimal strings by name. */
  parameters: RuleParameters;
  scope: RuleScope;
  cooldown_hours: number;
  daily_limit: number;
  quiet_hours: QuietHours | null;
}

export interface RuleView extends SettingsView {
  id: string;
  shop_id: string;
  template: string;
  name: string;
  state: RuleState;
  version: number;
  last_evaluation: RuleEvaluationView | null;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
}

export interface RuleVersionView extends SettingsView {
  version: number;
  changed_by: string;
  created_at: string;
}

export interface RuleDetailView extends RuleView {
  /** Newest first, as the lists below. */
  versions: RuleVersionView[];
  evaluations: RuleEvaluationView[];
  findings: RuleFindingView[];
}

export const settingsView = (settings: RuleSettings): SettingsView => ({
  template_version: settings.templateVersion,
  parameters: settings.parameters,
  scope: settings.scope,
  cooldown_hours: settings.cooldownHours,
  daily_limit: settings.dailyLimit,
  quiet_hours: quietView(quietOf(settings)),
});

export const ruleView = (
  rule: RuleRecord,
  lastEvaluation: RuleEvaluationView | null,
): RuleView => ({
  id: rule.id,
  shop_id: rule.shopId,
  template: rule.template,
  ...settingsView(rule),
  name: rule.name,
  state: rule.state,
  version: rule.version,
  last_evaluation: lastEvaluation,
  created_at: rule.createdAt.toISOString(),
  updated_at: rule.updatedAt.toISOString(),
  archived_at: rule.archivedAt?.toISOString() ?? null,
});
