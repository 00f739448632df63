import { batch } from './batch.ts';
import type { Call, Reply } from './call.ts';
import { GraphError } from './errors.ts';
import { faultError } from './fault-errors.ts';
import type { Fault, FaultKind } from './faults.ts';
import { FAULT_KINDS } from './faults.ts';
import { route } from './routes.ts';
import { LIVE_VERSIONS } from './settings.ts';
import type { SimState } from './state.ts';
import { tokenRoute } from './tokens-routes.ts';

export interface IncomingRequest {
  method: string;
  /** Path with its version and without the query. */
  pathname: string;
  params: ReadonlyMap<string, string>;
  bearer: string | undefined;
  origin: string;
}

export interface Outcome {
  reply: Reply & { headers: Record<string, string> };
  /** A fault that the transport has to act out on this reply. */
  fault: Required<Fault> | null;
}

/** These are taken deeper inside, where they change what happens. */
const INNER: ReadonlySet<FaultKind> = new Set([
  'async_failed',
  'async_skipped',
  'async_stuck',
  'async_fields_missing',
  'accept_but_ignore',
  'batch_null',
]);
const OUTER: ReadonlySet<FaultKind> = new Set(FAULT_KINDS.filter((kind) => !INNER.has(kind)));
/** With these the platform did the work although the caller never learns of it. */
const AFTER_WORK: ReadonlySet<FaultKind> = new Set([
  'truncate',
  'malformed',
  'wrong_shape',
  'slow',
  'apply_then_timeout',
  'apply_then_close',
]);

interface Charge {
  accountId: string | null;
  useCase: 'ads_insights' | 'ads_management';
}

/** Runs one request, or one part of a batch, through version, faults, auth, counters and routes. */
export function handle(state: SimState, request: IncomingRequest): Outcome {
  const { version, path } = splitPath(request.pathname);
  const charged: Charge = {
    accountId: accountInPath(state, path),
    useCase: path.includes('insights') || state.runs.has(path) ? 'ads_insights' : 'ads_management',
  };
  const fault = state.faults.take({ ...request, path }, OUTER);
  let reply: Reply;
  let regain: number | undefined;
  try {
    reply = answer(state, request, version, path, fault, charged);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    regain = error.input.regainMinutes;
    reply = { status: error.status, body: error.body() };
  }
  if (fault?.kind === 'wrong_shape') reply = { ...reply, body: distort(reply.body) };
  const headers = {
    'facebook-api-version': version,
    ...state.usage.headers(charged.accountId, charged.useCase, state.now(), regain),
    ...reply.headers,
  };
  log(state, request, path, reply.status, fault);
  return { reply: { ...reply, headers }, fault };
}

function answer(
  state: SimState,
  request: IncomingRequest,
  version: string,
  path: string,
  fault: Required<Fault> | null,
  charged: Charge,
): Reply {
  if (!LIVE_VERSIONS.includes(version)) {
    throw new GraphError({
      code: 2635,
      message: `You are calling a deprecated version of the Ads API (${version}). Update to v26.0.`,
    });
  }
  if (fault && !AFTER_WORK.has(fault.kind)) {
    if (fault.kind === 'close_socket' || fault.kind === 'hang') return { status: 200, body: null };
    if (fault.kind === 'http_500') return { status: 500, body: '<html>Internal error</html>' };
    if (fault.kind === 'empty_data') return { status: 200, body: { data: [] } };
    const refusal = faultError(fault, path);
    if (refusal) throw refusal;
  }
  const open = tokenRoute(state, path, request.params);
  if (open) return open;
  const value = request.params.get('access_token') ?? request.bearer;
  const proof = request.params.get('appsecret_proof');
  const token = state.tokens.authenticate(value, proof, state.now());
  if (path === '' && request.method === 'POST') {
    return batch(state, request, version, (part) => handle(state, part));
  }
  const call: Call = {
    state,
    method: request.method,
    path,
    version,
    origin: request.origin,
    params: request.params,
    token,
    charge: (accountId, useCase) => {
      charged.accountId = accountId;
      charged.useCase = useCase;
      state.usage.spend(accountId, useCase, state.now());
    },
  };
  return route(call);
}

function splitPath(pathname: string): { version: string; path: string } {
  const [first = '', ...rest] = pathname.replace(/^\/+|\/+$/g, '').split('/');
  return /^v\d+\.\d+$/.test(first)
    ? { version: first, path: rest.join('/') }
    : { version: LIVE_VERSIONS.at(-1) ?? '', path: [first, ...rest].join('/') };
}

function accountInPath(state: SimState, path: string): string | null {
  const [head = ''] = path.split('/');
  if (head.startsWith('act_')) return head.slice(4);
  return state.runs.get(head)?.account.id ?? state.find(head)?.account.id ?? null;
}

/** A reply whose numbers became objects, as after an unannounced change of the format. */
function distort(body: unknown): unknown {
  const { data, ...rest } = (body ?? {}) as { data?: unknown[] };
  if (!Array.isArray(data)) return { unexpected: body };
  return {
    ...rest,
    data: data.map((row) => ({ ...(row as object), spend: { amount: 1 }, id: 12 })),
  };
}

function log(
  state: SimState,
  request: IncomingRequest,
  path: string,
  status: number,
  fault: Required<Fault> | null,
): void {
  const params = [...request.params].filter(
    ([name]) => name !== 'access_token' && name !== 'appsecret_proof',
  );
  state.log.push({
    at: new Date(state.now()).toISOString(),
    method: request.method,
    path,
    params: Object.fromEntries(params),
    status,
    fault: fault?.kind ?? null,
  });
  if (state.log.length > 20_000) state.log.splice(0, 10_000);
}
