import { createRun } from './async-runs.ts';
import { type Call, pageAddress, type Reply } from './call.ts';
import type { Account, Entity } from './entities.ts';
import { invalidParameter, syncTimeout } from './errors.ts';
import { parseInsights } from './insights-query.ts';
import { insightsRows, insightsSummary, queryCells } from './insights-rows.ts';
import { page } from './paging.ts';
import { limitParam } from './params.ts';
import { requireScope } from './tokens.ts';

const MAX_PAGE = 5000;

/** GET answers at once or times out when it is too much; POST starts a report run. */
export function insights(call: Call, account: Account, scope: Entity | null): Reply {
  call.charge(account.id, 'ads_insights');
  requireScope(call.token, 'ads_read');
  if (call.method === 'POST') return createRun(call, account, scope);
  const { state } = call;
  const query = parseInsights(account, scope, call.params, state.now());
  if (limitParam(call.params) > MAX_PAGE) {
    throw invalidParameter(`limit may be at most ${MAX_PAGE}.`, ['limit']);
  }
  if (queryCells(query) > state.settings.syncCellLimit) throw syncTimeout();
  const asOf = state.reportingTime();
  const rows = state.rowsOnce(cacheKey(call, asOf), () => insightsRows(state, query, asOf));
  const body = page(rows, pageAddress(call));
  return {
    status: 200,
    body: query.summary ? { ...body, summary: insightsSummary(state, query, asOf) } : body,
  };
}

/** Pages of one query share their rows until the data or an object changes. */
function cacheKey(call: Call, asOf: number): string {
  const paging = new Set(['limit', 'after', 'access_token', 'appsecret_proof']);
  const params = [...call.params].filter(([name]) => !paging.has(name));
  return JSON.stringify([call.path, asOf, params]);
}
