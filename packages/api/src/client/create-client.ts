import type {
  ApiKey,
  CreateApiKey,
  CreatedApiKey,
  Done,
  Me,
  SetPassword,
  SignIn,
  Tokens,
  UpdateMe,
} from '../contract/auth.ts';
import type { Health } from '../contract/health.ts';
import type { MetricsQuery, ShopMetrics } from '../contract/metrics.ts';
import type {
  ConnectMeta,
  ConnectResult,
  CreateShop,
  Shop,
  ShopifyCredentials,
  ShopSummary,
} from '../contract/shops.ts';
import type { RequestSync, RequestSyncResult, SyncStatus } from '../contract/sync.ts';
import { capCalls, executionCalls, killSwitchCalls, proposalCalls } from './action-calls.ts';
import { type Caller, type Input, type Output, type Page, path } from './caller.ts';
import { auditCalls, notificationCalls, timelineCalls } from './record-calls.ts';
import { type CallOptions, type ClientOptions, type RequestSpec, send } from './request.ts';
import { profileCalls, ruleCalls } from './rule-calls.ts';

export type Client = ReturnType<typeof createClient>;

/** The API with the contract's types. Every call throws `ApiError`. */
export function createClient(options: ClientOptions) {
  const call = <T>(spec: RequestSpec, how?: CallOptions): Promise<T> => send<T>(options, spec, how);
  return {
    auth: authCalls(call),
    apiKeys: apiKeyCalls(call),
    shops: shopCalls(call),
    rules: ruleCalls(call),
    kpiProfiles: profileCalls(call),
    proposals: proposalCalls(call),
    executions: executionCalls(call),
    caps: capCalls(call),
    killSwitch: killSwitchCalls(call),
    timeline: timelineCalls(call),
    audit: auditCalls(call),
    notifications: notificationCalls(call),
    health: (how?: CallOptions) =>
      call<Output<typeof Health>>({ method: 'GET', path: '/api/health' }, how),
  };
}

const authCalls = (call: Caller) => ({
  signIn: (body: Input<typeof SignIn>, how?: CallOptions) =>
    call<Output<typeof Tokens>>({ method: 'POST', path: '/api/v1/auth/login', body }, how),
  signInWithLink: (token: string, how?: CallOptions) =>
    call<Output<typeof Tokens>>(
      { method: 'POST', path: '/api/v1/auth/link', body: { token } },
      how,
    ),
  /** Without a token: the one in the browser's cookie. */
  refresh: (refresh_token?: string, how?: CallOptions) =>
    call<Output<typeof Tokens>>(
      { method: 'POST', path: '/api/v1/auth/refresh', body: { refresh_token } },
      how,
    ),
  signOut: (refresh_token?: string, how?: CallOptions) =>
    call<Output<typeof Done>>(
      { method: 'POST', path: '/api/v1/auth/logout', body: { refresh_token } },
      how,
    ),
  me: (how?: CallOptions) =>
    call<Output<typeof Me>>({ method: 'GET', path: '/api/v1/auth/me' }, how),
  updateMe: (body: Input<typeof UpdateMe>, how?: CallOptions) =>
    call<Output<typeof Me>>({ method: 'PATCH', path: '/api/v1/auth/me', body }, how),
  setPassword: (body: Input<typeof SetPassword>, how?: CallOptions) =>
    call<Output<typeof Tokens>>({ method: 'PUT', path: '/api/v1/auth/password', body }, how),
});

const apiKeyCalls = (call: Caller) => ({
  list: (how?: CallOptions) =>
    call<Page<typeof ApiKey>>({ method: 'GET', path: '/api/v1/api-keys' }, how),
  create: (body: Input<typeof CreateApiKey>, how?: CallOptions) =>
    call<Output<typeof CreatedApiKey>>({ method: 'POST', path: '/api/v1/api-keys', body }, how),
  revoke: (id: string, how?: CallOptions) =>
    call<Output<typeof Done>>({ method: 'DELETE', path: path`/api/v1/api-keys/${id}` }, how),
});

const shopPath = (id: string, rest = ''): string => path`/api/shops/${id}` + rest;

const shopCalls = (call: Caller) => ({
  list: (query: { limit?: number; cursor?: string } = {}, how?: CallOptions) =>
    call<Page<typeof Shop>>({ method: 'GET', path: '/api/shops', query }, how),
  summary: (how?: CallOptions) =>
    call<Page<typeof ShopSummary>>({ method: 'GET', path: '/api/shops/summary' }, how),
  get: (id: string, how?: CallOptions) =>
    call<Output<typeof Shop>>({ method: 'GET', path: shopPath(id) }, how),
  create: (body: Input<typeof CreateShop>, how?: CallOptions) =>
    call<Output<typeof Shop>>({ method: 'POST', path: '/api/shops', body }, how),
  setDefault: (id: string, how?: CallOptions) =>
    call<Output<typeof Shop>>({ method: 'PUT', path: shopPath(id, '/default') }, how),
  metrics: (id: string, query: Input<typeof MetricsQuery> = {}, how?: CallOptions) =>
    call<Output<typeof ShopMetrics>>({ method: 'GET', path: shopPath(id, '/metrics'), query }, how),
  sync: (id: string, body: Input<typeof RequestSync> = {}, how?: CallOptions) =>
    call<Output<typeof RequestSyncResult>>(
      { method: 'POST', path: shopPath(id, '/sync'), body },
      how,
    ),
  syncStatus: (id: string, how?: CallOptions) =>
    call<Output<typeof SyncStatus>>({ method: 'GET', path: shopPath(id, '/sync-status') }, how),
  connectMeta: (id: string, body: Input<typeof ConnectMeta>, how?: CallOptions) =>
    call<Output<typeof ConnectResult>>(
      { method: 'POST', path: shopPath(id, '/platforms/META/connect'), body },
      how,
    ),
  connectShopify: (id: string, body: Input<typeof ShopifyCredentials>, how?: CallOptions) =>
    call<Output<typeof ConnectResult>>(
      { method: 'POST', path: shopPath(id, '/platforms/SHOPIFY/connect'), body },
      how,
    ),
});
