import {
  addDays,
  type Day,
  type DayRange,
  eachDay,
  type EntityLevel,
  type HistoryMetric,
  REPLAY_LOOKBACK_DAYS,
  type ReplayInput,
  type RuleScope,
  type RuleTemplate,
  judgedLevels,
  startOfDay,
} from '@commerce/core';
import type { Trx } from '@commerce/db';
import type { EngineContext } from '../context.ts';
import type { AdAccount } from './ad-account.ts';
import { loadCells } from './load-cells.ts';
import { loadChanges, loadEntities } from './load-entities.ts';
import { loadReads } from './load-reads.ts';

const HALF_DAY_MS = 43_200_000;
/** The first read of an account takes a while; what it brought is what was first known. */
const FIRST_READ_MS = 86_400_000;

export interface HistoryWanted {
  /** Judged days of the account, both included; what rules look back on is loaded with them. */
  judged: DayRange;
  /** Last day whose figures are wanted. */
  until: Day;
  /** Ascending instants at which it is asked what was known. */
  moments: readonly Date[];
  /** Default: all reads of the time. The last one does for a judgement of now. */
  reads?: 'all' | 'last';
  /** Whose levels and metrics are loaded. */
  rules: readonly {
    template: Pick<RuleTemplate, 'levels' | 'reads' | 'metrics'>;
    scope: RuleScope;
  }[];
}

/**
 * What is known of an account's days and since when, for a replay. A handful of statements in the caller's
 * snapshot, whatever the number of objects.
 * @throws AppError `invalid_input` when it is too much to be held at once
 */
export async function loadHistory(
  trx: Trx,
  ctx: Pick<EngineContext, 'settings'>,
  account: AdAccount,
  wanted: HistoryWanted,
): Promise<ReplayInput> {
  const key = { shopId: account.shopId, connectorId: account.id };
  const days = { from: addDays(wanted.judged.from, -REPLAY_LOOKBACK_DAYS), to: wanted.until };
  const since = startOfDay(days.from, account.timezone);
  const { reads, recordedFrom } = await loadReads(
    trx,
    account,
    wanted.reads === 'last' ? null : since,
  );
  const levels = levelsOf(wanted.rules);
  const index = await loadEntities(trx, key, levels, days);
  const [first] = wanted.moments;
  const reconstructs =
    recordedFrom !== null && first !== undefined && first.getTime() < recordedFrom;
  const rows = await loadCells(
    trx,
    {
      ...key,
      days,
      metrics: metricsOf(wanted.rules),
      levels: new Map(levels.map((level) => [level, instantsOf(level, wanted, days, account)])),
      keepUntil: reconstructs ? new Date(recordedFrom + FIRST_READ_MS) : null,
    },
    index,
  );
  return {
    connectorId: account.id,
    platform: account.platform,
    accountName: account.name,
    currency: account.currency,
    timezone: account.timezone,
    maxStalenessMinutes: ctx.settings.maxStalenessMinutes,
    days: eachDay(days),
    recordedFrom,
    reads,
    entities: index.entities,
    rows,
    changes: await loadChanges(trx, key, since, index),
  };
}

/** What the rules judge and read, and campaigns, on which maturity is measured. */
function levelsOf(rules: HistoryWanted['rules']): EntityLevel[] {
  const levels = rules.flatMap(({ template, scope }) => [
    ...judgedLevels(template, scope),
    ...template.reads,
  ]);
  return [...new Set<EntityLevel>(['campaign', ...levels])];
}

function metricsOf(rules: HistoryWanted['rules']): HistoryMetric[] {
  const always: HistoryMetric[] = ['spend', 'conversions', 'conversion_value'];
  return [...new Set([...always, ...rules.flatMap(({ template }) => template.metrics)])];
}

/** The judged moments; of campaigns every noon too, at which the replay measures maturity. */
function instantsOf(
  level: EntityLevel,
  { moments }: HistoryWanted,
  days: DayRange,
  { timezone }: AdAccount,
): Date[] {
  if (level !== 'campaign') return [...moments];
  const noons = eachDay(days).map(
    (day) => new Date(startOfDay(day, timezone).getTime() + HALF_DAY_MS),
  );
  return [...moments, ...noons].sort((a, b) => a.getTime() - b.getTime());
}
