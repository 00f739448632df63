import { type BreakdownCell, splitByBreakdowns } from './breakdowns.ts';
import { localDay } from './days.ts';
import type { Account, Ad, Entity, Level } from './entities.ts';
import { invalidParameter } from './errors.ts';
import { type Filter, matches } from './filters.ts';
import type { InsightsQuery } from './insights-query.ts';
import { majorUnits } from './money.ts';
import { eachDay, type Period } from './periods.ts';
import { renderRow, type Row } from './row.ts';
import { effectiveStatus, isRemoved } from './status.ts';
import type { SimState } from './state.ts';
import { addTotals, emptyTotals, reach, type Totals } from './totals.ts';

interface Group {
  period: Period;
  /** The entity at the query's level; null = the account. */
  entity: Entity | null;
  totals: Totals;
}

const DEPTH: Record<Level, number> = { account: 0, campaign: 1, adset: 2, ad: 3 };

/** Entity-days the query touches; the measure of "too much data". */
export function queryCells(query: InsightsQuery): number {
  const ads = [...query.account.ads.values()].filter((ad) => inScope(query.scope, ad)).length;
  const days = query.periods.reduce((sum, period) => sum + [...eachDay(period)].length, 0);
  return ads * days;
}

/** Rows for every object and period with activity, as known at `asOf`. */
export function insightsRows(state: SimState, query: InsightsQuery, asOf: number): Row[] {
  if (query.breakdowns.needsOptIn) return [];
  const groups = collect(state, query, asOf).filter((group) => passesMetrics(query, group.totals));
  const rows = groups.flatMap((group) => {
    const names = query.breakdowns.names;
    const cells: BreakdownCell[] = names.length
      ? splitByBreakdowns(group.totals, names, query.account.profile.country)
      : [{ keys: {}, totals: group.totals }];
    return cells
      .filter((cell) => cell.totals.impressions > 0 || names.length === 0)
      .map((cell) => ({ ...renderRow(query, group, cell.totals), ...cell.keys }));
  });
  return sorted(rows, query);
}

/** The sibling object of a page: the same fields over everything the query matched. */
export function insightsSummary(state: SimState, query: InsightsQuery, asOf: number): Row {
  const all = emptyTotals();
  for (const group of collect(state, query, asOf)) addTotals(all, group.totals);
  const period = {
    since: query.periods[0]?.since ?? '',
    until: query.periods.at(-1)?.until ?? '',
  };
  const fields = query.summary ?? [];
  return renderRow({ ...query, fields, level: 'account' }, { period, entity: null }, all);
}

function collect(state: SimState, query: InsightsQuery, asOf: number): Group[] {
  const { account } = query;
  const now = state.now();
  const today = localDay(now, account.timezone);
  const ads = [...account.ads.values()].filter(
    (ad) => inScope(query.scope, ad) && isListed(query, ad, now) && passesStatic(query, ad, now),
  );
  const groups: Group[] = [];
  for (const period of query.periods) {
    const byEntity = new Map<string, Group>();
    for (const day of eachDay(period)) {
      if (day > today) break;
      for (const ad of ads) {
        const facts = state.facts(account, ad, day, asOf);
        if (!facts || (facts.impressions === 0 && facts.spend === 0n)) continue;
        const entity = entityAt(account, ad, query.level);
        const key = entity?.id ?? account.id;
        let group = byEntity.get(key);
        if (!group) {
          group = { period, entity, totals: emptyTotals() };
          byEntity.set(key, group);
        }
        addTotals(group.totals, facts);
      }
    }
    groups.push(...byEntity.values());
  }
  return groups;
}

function inScope(scope: Entity | null, ad: Ad): boolean {
  return !scope || [ad.id, ad.adsetId, ad.campaignId].includes(scope.id);
}

function entityAt(account: Account, ad: Ad, level: Level): Entity | null {
  if (level === 'account') return null;
  if (level === 'ad') return ad;
  const parents = level === 'adset' ? account.adsets : account.campaigns;
  return parents.get(level === 'adset' ? ad.adsetId : ad.campaignId) ?? null;
}

/**
 * Removed objects are left out of a listing below the object that was asked, although their
 * parents' totals contain them; an effective_status filter brings them in. The account edge
 * hides deleted ones only, the edges below it archived ones too.
 */
function isListed(query: InsightsQuery, ad: Ad, now: number): boolean {
  const asked = query.scope ? query.scope.kind : 'account';
  if (DEPTH[query.level] <= DEPTH[asked]) return true;
  if (query.filters.some((filter) => filter.field.endsWith('effective_status'))) return true;
  const entity = entityAt(query.account, ad, query.level);
  if (!entity) return true;
  const status = effectiveStatus(query.account, entity, now);
  return query.scope ? !isRemoved(status) : status !== 'DELETED';
}

const STATIC = new Set(['id', 'name', 'effective_status', 'objective']);
const METRICS = new Set(['impressions', 'spend', 'clicks', 'reach']);

function passesStatic(query: InsightsQuery, ad: Ad, now: number): boolean {
  return query.filters.every((filter) => {
    const { level, name } = splitField(filter, query.level);
    if (!STATIC.has(name)) return true;
    const entity = entityAt(query.account, ad, level);
    if (!entity) return name !== 'id' || matches(filter, query.account.id);
    if (name === 'effective_status') {
      return matches(filter, effectiveStatus(query.account, entity, now));
    }
    if (name === 'objective') {
      return matches(filter, query.account.campaigns.get(ad.campaignId)?.objective ?? '');
    }
    return matches(filter, name === 'id' ? entity.id : entity.name);
  });
}

function passesMetrics(query: InsightsQuery, totals: Totals): boolean {
  return query.filters.every((filter) => {
    const { name } = splitField(filter, query.level);
    if (name === 'impressions' || name === 'clicks') return matches(filter, totals[name]);
    if (name === 'reach') return matches(filter, reach(totals));
    if (name !== 'spend') return true;
    return matches(filter, Number(majorUnits(totals.spend, query.account.currency)));
  });
}

function splitField(filter: Filter, level: Level): { level: Level; name: string } {
  const [head = '', tail] = filter.field.split('.');
  const name = tail ?? head;
  if (tail !== undefined && !(head in DEPTH)) throw unknownField(filter);
  if (!STATIC.has(name) && !METRICS.has(name)) throw unknownField(filter);
  return { level: tail === undefined ? level : (head as Level), name };
}

function unknownField(filter: Filter) {
  return invalidParameter(`Filtering field ${filter.field} is invalid.`, ['filtering']);
}

function sorted(rows: Row[], query: InsightsQuery): Row[] {
  if (query.sort.length === 0) return rows;
  return rows.sort((a, b) => {
    for (const { field, descending } of query.sort) {
      const [x, y] = [a[field], b[field]];
      const order =
        field.startsWith('date') || Number.isNaN(Number(x))
          ? String(x).localeCompare(String(y))
          : Number(x ?? 0) - Number(y ?? 0);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}
