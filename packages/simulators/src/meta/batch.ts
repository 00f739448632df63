import type { Reply } from './call.ts';
import { invalidParameter } from './errors.ts';
import type { FaultKind } from './faults.ts';
import type { IncomingRequest, Outcome } from './handle.ts';
import type { SimState } from './state.ts';

interface BatchPart {
  method?: string;
  relative_url?: string;
  body?: string;
}

const MAX_PARTS = 50;
const TIMED_OUT: ReadonlySet<FaultKind> = new Set(['batch_null']);

/** Runs the parts one after the other; a part that timed out is null in the reply. */
export function batch(
  state: SimState,
  request: IncomingRequest,
  version: string,
  run: (part: IncomingRequest) => Outcome,
): Reply {
  const parts = parseParts(request.params.get('batch'));
  const results = parts.map((part) => {
    const inner = partRequest(request, version, part);
    const path = inner.pathname.replace(/^\/v\d+\.\d+\//, '');
    if (state.faults.take({ ...inner, path }, TIMED_OUT)) return null;
    const { reply } = run(inner);
    const headers = Object.entries(reply.headers).map(([name, value]) => ({ name, value }));
    return { code: reply.status, headers, body: JSON.stringify(reply.body) };
  });
  return { status: 200, body: results };
}

function parseParts(text: string | undefined): BatchPart[] {
  let parts: unknown;
  try {
    parts = JSON.parse(text ?? '');
  } catch {
    throw invalidParameter('batch must be a JSON array.', ['batch']);
  }
  if (!Array.isArray(parts) || parts.length === 0) {
    throw invalidParameter('batch must be a JSON array.', ['batch']);
  }
  if (parts.length > MAX_PARTS) {
    throw invalidParameter(`Too many requests in batch: the limit is ${MAX_PARTS}.`, ['batch']);
  }
  return parts as BatchPart[];
}

function partRequest(request: IncomingRequest, version: string, part: BatchPart): IncomingRequest {
  const url = new URL(`/${(part.relative_url ?? '').replace(/^\//, '')}`, request.origin);
  const params = new Map([...url.searchParams, ...new URLSearchParams(part.body ?? '')]);
  for (const name of ['access_token', 'appsecret_proof']) {
    const inherited = request.params.get(name);
    if (inherited !== undefined && !params.has(name)) params.set(name, inherited);
  }
  const versioned = /^\/v\d+\.\d+(\/|$)/.test(url.pathname);
  return {
    method: (part.method ?? 'GET').toUpperCase(),
    pathname: versioned ? url.pathname : `/${version}${url.pathname}`,
    params,
    bearer: request.bearer,
    origin: request.origin,
  };
}
