import { type Call, type Reply, pageAddress } from './call.ts';
import { DAY } from './days.ts';
import type { Account, Entity } from './entities.ts';
import { GraphError, invalidParameter, notVisible } from './errors.ts';
import type { FaultKind } from './faults.ts';
import { entityId } from './ids.ts';
import { type InsightsQuery, parseInsights } from './insights-query.ts';
import { insightsRows, insightsSummary, queryCells } from './insights-rows.ts';
import { page } from './paging.ts';
import { listParam } from './params.ts';
import type { Row } from './row.ts';
import type { SimState } from './state.ts';

export interface ReportRun {
  id: string;
  account: Account;
  query: InsightsQuery;
  createdAt: number;
  completedAt: number | null;
  asOf: number;
  polls: number;
  outcome: 'complete' | 'failed' | 'too_large' | 'skipped' | 'stuck';
  rows: Row[] | null;
}

const LIFE = 30 * DAY;
const RUN_FAULTS: ReadonlySet<FaultKind> = new Set([
  'async_failed',
  'async_skipped',
  'async_stuck',
]);

export function createRun(call: Call, account: Account, scope: Entity | null): Reply {
  const { state } = call;
  const query = parseInsights(account, scope, call.params, state.now());
  const fault = state.faults.take(call, RUN_FAULTS);
  const tooLarge = queryCells(query) > state.settings.asyncCellLimit;
  const planned = fault?.kind.replace('async_', '') as 'failed' | 'skipped' | 'stuck' | undefined;
  const run: ReportRun = {
    id: entityId(account.id, 'run', state.runs.size + 1),
    account,
    query,
    createdAt: state.now(),
    completedAt: null,
    asOf: state.reportingTime(),
    polls: 0,
    outcome: planned ?? (tooLarge ? 'too_large' : 'complete'),
    rows: null,
  };
  state.runs.set(run.id, run);
  return { status: 200, body: { report_run_id: run.id } };
}

export function liveRun(state: SimState, id: string): ReportRun | null {
  const run = state.runs.get(id);
  if (!run) return null;
  if (state.now() - run.createdAt > LIFE) throw notVisible(id);
  return run;
}

/** Every poll moves the job one step along its path. */
export function pollRun(call: Call, run: ReportRun): Reply {
  const { state } = call;
  const step = nextStep(state, run);
  const seconds = (ms: number) => Math.floor(ms / 1000);
  if (step.async_status === 'Job Completed' && step.async_percent_completion === 100) {
    run.completedAt ??= state.now();
  }
  return {
    status: 200,
    body: {
      id: run.id,
      account_id: run.account.id,
      time_ref: seconds(run.createdAt),
      ...(run.completedAt === null ? {} : { time_completed: seconds(run.completedAt) }),
      is_running: ['Job Not Started', 'Job Started', 'Job Running'].includes(step.async_status),
      date_start: run.query.periods[0]?.since,
      date_stop: run.query.periods.at(-1)?.until,
      ...step,
    },
  };
}

function nextStep(state: SimState, run: ReportRun) {
  const steps = state.settings.asyncSteps;
  const step = steps[Math.min(run.polls, steps.length - 1)] ?? {
    status: 'Job Completed' as const,
    percent: 100,
  };
  run.polls += 1;
  const last = run.polls >= steps.length;
  if (run.outcome === 'stuck') {
    return { async_status: 'Job Not Started', async_percent_completion: 0 };
  }
  if (!last || run.outcome === 'complete') {
    return { async_status: step.status as string, async_percent_completion: step.percent };
  }
  if (run.outcome === 'skipped') {
    return { async_status: 'Job Skipped', async_percent_completion: 0 };
  }
  return { async_status: 'Job Failed', async_percent_completion: 35, ...failure(run) };
}

function failure(run: ReportRun) {
  const large = run.outcome === 'too_large';
  return {
    error_code: large ? -3 : -2,
    error_subcode: large ? 1504045 : 2490547,
    error_message: large ? 'Report too large' : 'Report failed',
    error_user_title: large ? 'Report Too Large' : 'Report Failed',
    error_user_msg: large
      ? 'Ask for less data: a shorter range, fewer fields or one campaign.'
      : 'The report could not be produced. Try again later.',
  };
}

export function runResults(call: Call, run: ReportRun): Reply {
  const { state } = call;
  if (run.completedAt === null) {
    throw new GraphError({
      code: 2601,
      subcode: 1815107,
      message: 'The report run is not complete; its result cannot be read yet.',
    });
  }
  const summary = listParam(call.params, 'summary') ?? run.query.summary;
  const missing = summary?.find((field) => !run.query.fields.includes(field));
  const fault = state.faults.take(call, new Set<FaultKind>(['async_fields_missing']));
  if (missing || fault) {
    throw invalidParameter(
      `Cannot include ${missing ?? run.query.fields[0]} in summary param because they weren't there while creating the report run.`,
    );
  }
  run.rows ??= insightsRows(state, run.query, run.asOf);
  const body = page(run.rows, pageAddress(call));
  return {
    status: 200,
    body: summary
      ? { ...body, summary: insightsSummary(state, { ...run.query, summary }, run.asOf) }
      : body,
  };
}
