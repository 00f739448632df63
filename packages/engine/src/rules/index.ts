export { archiveRule } from './archive-rule.ts';
export {
  type BacktestAccountView,
  backtestRule,
  type BacktestRuleInput,
  type BacktestRunView,
  type BacktestView,
} from './backtest-rule.ts';
export { createRule, type CreateRuleInput } from './create-rule.ts';
export { type ConnectorJudgement, evaluateConnector } from './evaluate-connector.ts';
export { type DueReport, evaluateDue } from './evaluate-due.ts';
export { getRule } from './get-rule.ts';
export { listRules } from './list-rules.ts';
export { listRuleTemplates, type RuleTemplateView } from './list-rule-templates.ts';
export type {
  RuleDetailView,
  RuleEvaluationView,
  RuleFindingView,
  RuleVersionView,
  RuleView,
} from './rule-view.ts';
export type { RuleToTest } from './tested-rule.ts';
export { updateRule, type UpdateRuleInput } from './update-rule.ts';
