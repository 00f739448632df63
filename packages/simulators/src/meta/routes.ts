import { listActivities } from './activities.ts';
import { liveRun, pollRun, runResults } from './async-runs.ts';
import { accountOf, type Call, pageAddress, type Reply } from './call.ts';
import type { Account, Entity } from './entities.ts';
import { notVisible } from './errors.ts';
import type { FaultKind } from './faults.ts';
import { insights } from './insights.ts';
import { ENTITY_EDGES, type EntityEdge, listCreatives, listEntities } from './listings.ts';
import { prepareUpdate, validateOnly } from './mutations.ts';
import {
  accountReaders,
  creativeReaders,
  minimumDailyBudget,
  pick,
  renderEntity,
} from './object-fields.ts';
import { page } from './paging.ts';
import { fieldTree } from './params.ts';
import { requireAccount, requireScope } from './tokens.ts';

/** Answers one authenticated Graph call by the shape of its path. */
export function route(call: Call): Reply {
  const [head = '', edge, ...rest] = call.path.split('/');
  if (rest.length > 0) throw notVisible(call.path);
  if (head === 'me') return me(call, edge);
  if (head.startsWith('act_')) return accountRoute(call, accountOf(call, head), edge);
  const run = liveRun(call.state, head);
  if (run) {
    requireAccount(call.token, run.account.id);
    call.charge(run.account.id, 'ads_insights');
    requireScope(call.token, 'ads_read');
    return edge === 'insights' ? runResults(call, run) : pollRun(call, run);
  }
  return objectRoute(call, head, edge);
}

function me(call: Call, edge: string | undefined): Reply {
  call.charge(null, 'ads_management');
  if (edge === undefined) {
    const readers = { id: () => call.token.userId, name: () => 'Simulated system user' };
    return ok(pick(readers, fieldTree(call.params.get('fields') ?? 'id,name')));
  }
  if (edge === 'permissions') {
    const granted = call.token.scopes.map((permission) => ({ permission, status: 'granted' }));
    return ok({ data: granted });
  }
  requireScope(call.token, 'ads_read');
  const visible = [...call.state.accounts.values()].filter(
    (account) => !call.token.accounts || call.token.accounts.has(account.id),
  );
  if (edge === 'adaccounts') return accountList(call, visible);
  if (edge !== 'businesses') throw notVisible(call.path);
  const body = page(visible, pageAddress(call));
  const data = body.data.map(({ businessId, name }) => ({ id: businessId, name }));
  return ok({ ...body, data });
}

function accountList(call: Call, accounts: Account[]): Reply {
  const tree = fieldTree(call.params.get('fields') ?? 'account_id');
  const body = page(accounts, pageAddress(call));
  const data = body.data.map((account) => pick(accountReaders(call.state, account), tree));
  return ok({ ...body, data });
}

function accountRoute(call: Call, account: Account, edge: string | undefined): Reply {
  if (edge === 'insights') return insights(call, account, null);
  call.charge(account.id, 'ads_management');
  if (call.method !== 'GET') throw notVisible(call.path);
  requireScope(call.token, 'ads_read');
  if (edge === undefined) {
    const tree = fieldTree(call.params.get('fields') ?? 'account_id');
    return ok(pick(accountReaders(call.state, account), tree));
  }
  if (isEntityEdge(edge)) return listEntities(call, account, edge, null);
  if (edge === 'adcreatives') return listCreatives(call, account);
  if (edge === 'activities') return listActivities(call, account);
  if (edge === 'minimum_budgets') return minimumBudgets(account);
  throw notVisible(call.path);
}

function minimumBudgets(account: Account): Reply {
  const impressions = minimumDailyBudget(account);
  const row = {
    currency: account.currency,
    min_daily_budget_imp: impressions,
    min_daily_budget_high_freq: impressions * 5,
    min_daily_budget_low_freq: impressions * 40,
    min_daily_budget_video_views: impressions,
  };
  return ok({ data: [row] });
}

function objectRoute(call: Call, id: string, edge: string | undefined): Reply {
  const { state } = call;
  const found = state.find(id);
  if (!found) return otherObject(call, id, edge);
  const { account, entity } = found;
  requireAccount(call.token, account.id);
  if (edge === 'insights') return insights(call, account, entity);
  call.charge(account.id, 'ads_management');
  if (edge === undefined && call.method === 'POST') return update(call, account, entity);
  if (call.method !== 'GET') throw notVisible(call.path);
  requireScope(call.token, 'ads_read');
  if (edge === undefined) {
    const tree = fieldTree(call.params.get('fields') ?? '');
    return ok(renderEntity(state, account, entity, tree));
  }
  const below =
    entity.kind === 'campaign' ? ['adsets', 'ads'] : entity.kind === 'adset' ? ['ads'] : [];
  if (!isEntityEdge(edge) || !below.includes(edge)) throw notVisible(call.path);
  return listEntities(call, account, edge, entity);
}

/** Creatives and businesses. */
function otherObject(call: Call, id: string, edge: string | undefined): Reply {
  const tree = fieldTree(call.params.get('fields') ?? '');
  for (const account of call.state.accounts.values()) {
    const creative = account.creatives.get(id);
    if (creative && edge === undefined && call.method === 'GET') {
      requireAccount(call.token, account.id);
      call.charge(account.id, 'ads_management');
      return ok(pick(creativeReaders(creative), tree));
    }
    if (account.businessId === id && edge === 'owned_ad_accounts') {
      requireAccount(call.token, account.id);
      call.charge(null, 'ads_management');
      return accountList(call, [account]);
    }
  }
  throw notVisible(id);
}

const IGNORED: ReadonlySet<FaultKind> = new Set(['accept_but_ignore']);

function update(call: Call, account: Account, entity: Entity): Reply {
  requireScope(call.token, 'ads_management');
  const actor = {
    id: call.token.userId,
    name: 'Simulated system user',
    application: 'Simulated app',
  };
  const { params, state } = call;
  const dryRun = validateOnly(params);
  const now = state.now();
  state.usage.mutate(account.id, now);
  const apply = prepareUpdate({ account, entity, params, actor, now, limited: true });
  const ignored = state.faults.take(call, IGNORED) !== null;
  if (!dryRun && !ignored) {
    apply();
    state.made({ id: entity.id, change: changeOf(params), actor }, now);
  }
  return ok({ success: true });
}

/** What of a write changes the object; the rest says who asks, and how. */
function changeOf(params: Call['params']): Record<string, string> {
  const asking = ['access_token', 'appsecret_proof', 'execution_options', 'method'];
  return Object.fromEntries([...params].filter(([name]) => !asking.includes(name)));
}

function isEntityEdge(edge: string): edge is EntityEdge {
  return (ENTITY_EDGES as readonly string[]).includes(edge);
}

function ok(body: unknown): Reply {
  return { status: 200, body };
}
