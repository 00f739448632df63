import { randomUUID } from 'node:crypto';
import { AppError } from '@commerce/core';
import { Hono } from 'hono';
import type { ApiDeps } from './deps.ts';
import type { ApiEnv } from './endpoint/api-env.ts';
import { callEndpoint } from './endpoint/call-endpoint.ts';
import type { Endpoint } from './endpoint/endpoint.ts';
import { RefusedMethod } from './errors/describe-error.ts';
import { errorAnswer } from './errors/error-answer.ts';
import { clientAddress } from './http/client-address.ts';
import { crossOrigin } from './http/cross-origin.ts';
import { guardHost } from './http/host-guard.ts';
import { requestHost } from './http/same-origin.ts';
import { securityHeaders } from './http/security-headers.ts';
import { ENDPOINTS } from './routes/index.ts';
import { mountDocuments } from './routes/documents.ts';
import { mountRenewal } from './routes/renewal.ts';

export type Api = Hono<ApiEnv>;

/** The whole API under `/api`, as one handler on web standards: `createApi(deps).fetch(request)`. */
export function createApi(deps: ApiDeps): Api {
  const api: Api = new Hono<ApiEnv>();
  api.use(async (c, next) => {
    c.set('deps', deps);
    c.set('requestId', requestId(c.req.header('x-request-id')));
    c.set('address', clientAddress(c));
    c.set('actor', null);
    c.set('ctx', {
      ...deps.engine,
      auth: deps.auth,
      actor: stranger(c.get('requestId'), c.get('address')),
    });
    await next();
  });
  api.use(securityHeaders);
  api.use(async (c, next) => {
    guardHost(requestHost(c), deps.site);
    await next();
  });
  if (deps.site.corsOrigins.length > 0) api.use(crossOrigin(deps.site.corsOrigins));
  for (const endpoint of ENDPOINTS) {
    for (const path of pathsOf(endpoint)) {
      api.on(endpoint.method.toUpperCase(), honoPath(path), (c) => callEndpoint(c, endpoint));
    }
  }
  mountRenewal(api);
  mountDocuments(api);
  refuseOtherMethods(api);
  api.notFound((c) =>
    errorAnswer(c, new AppError('not_found', 'There is nothing at this address; see /api/docs')),
  );
  api.onError((error, c) => errorAnswer(c, error));
  return api;
}

/** Every path an endpoint answers at, in OpenAPI notation. */
export const pathsOf = (endpoint: Endpoint): readonly string[] => [
  endpoint.path,
  ...(endpoint.aliases ?? []),
];

const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

function refuseOtherMethods(api: Api): void {
  const methods = new Map<string, Set<string>>();
  for (const { path, method } of api.routes) {
    if (method === 'ALL') continue;
    methods.set(path, (methods.get(path) ?? new Set<string>()).add(method));
  }
  for (const [path, allowed] of methods) {
    api.all(path, () => {
      throw new RefusedMethod([...allowed].sort());
    });
  }
}

/** Until somebody is recognised, nobody acts: such an actor may read and change nothing. */
const stranger = (id: string, ip: string) => ({
  type: 'user' as const,
  id: 'anonymous',
  user: null,
  requestId: id,
  ip,
});

/** The caller's own id where it is harmless in a log, so that both sides find the same request. */
function requestId(given: string | undefined): string {
  return given !== undefined && /^[A-Za-z0-9._-]{1,64}$/.test(given) ? given : randomUUID();
}
