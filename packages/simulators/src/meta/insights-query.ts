import { type BreakdownPlan, parseBreakdowns } from './breakdowns.ts';
import { localDay } from './days.ts';
import type { Account, Entity, Level } from './entities.ts';
import { invalidParameter } from './errors.ts';
import { type Filter, parseFilters } from './filters.ts';
import { INSIGHTS_FIELDS } from './insights-fields.ts';
import { type Params, fieldTree, listParam } from './params.ts';
import { type Period, requestedPeriods } from './periods.ts';

export interface InsightsQuery {
  account: Account;
  /** The object asked; null = the whole account. */
  scope: Entity | null;
  level: Level;
  fields: string[];
  periods: Period[];
  /** Explicitly requested attribution windows, in the order given. */
  windows: string[];
  useAccountSetting: boolean;
  filters: Filter[];
  breakdowns: BreakdownPlan;
  sort: { field: string; descending: boolean }[];
  summary: string[] | null;
}

const LEVELS: readonly Level[] = ['account', 'campaign', 'adset', 'ad'];
const WINDOWS = new Set([
  '1d_click',
  '7d_click',
  '28d_click',
  '1d_view',
  '7d_view',
  '28d_view',
  '1d_ev',
  'default',
  'dda',
  'incrementality',
]);
const DEFAULT_FIELDS = ['account_id', 'impressions', 'spend'];

export function parseInsights(
  account: Account,
  scope: Entity | null,
  params: Params,
  now: number,
): InsightsQuery {
  const own: Level = scope ? scope.kind : 'account';
  const level = (params.get('level') ?? own) as Level;
  if (!LEVELS.includes(level)) throw invalidParameter(`level ${level} is not valid.`, ['level']);
  if (LEVELS.indexOf(level) < LEVELS.indexOf(own)) {
    throw invalidParameter(`level ${level} is above the object that was asked.`, ['level']);
  }
  const requested = [...fieldTree(params.get('fields') ?? '').keys()];
  return {
    account,
    scope,
    level,
    fields: checkedFields(requested.length > 0 ? requested : DEFAULT_FIELDS),
    periods: requestedPeriods(params, localDay(now, account.timezone)),
    windows: checkedWindows(listParam(params, 'action_attribution_windows') ?? []),
    useAccountSetting: params.get('use_account_attribution_setting') === 'true',
    filters: parseFilters(params),
    breakdowns: parseBreakdowns(listParam(params, 'breakdowns') ?? []),
    sort: (listParam(params, 'sort') ?? []).map(parseSort),
    summary: summaryFields(params, requested),
  };
}

function checkedFields(fields: string[]): string[] {
  for (const field of fields) {
    if (!INSIGHTS_FIELDS.has(field)) {
      throw invalidParameter(`${field} is not valid for fields param.`, ['fields']);
    }
  }
  return fields;
}

function checkedWindows(windows: string[]): string[] {
  for (const window of windows) {
    if (!WINDOWS.has(window)) {
      throw invalidParameter(`action_attribution_windows: ${window} is not a valid window.`, [
        'action_attribution_windows',
      ]);
    }
  }
  return windows;
}

function parseSort(text: string): { field: string; descending: boolean } {
  const match = /^(.+)_(ascending|descending)$/.exec(text);
  if (!match?.[1]) throw invalidParameter(`sort ${text} is not valid.`, ['sort']);
  return { field: match[1], descending: match[2] === 'descending' };
}

function summaryFields(params: Params, requested: string[]): string[] | null {
  const named = listParam(params, 'summary');
  if (named) return checkedFields(named);
  return params.get('default_summary') === 'true' ? requested : null;
}
