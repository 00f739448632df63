import { readFileSync } from 'node:fs';
import { createApi, createMemoryStore, LIMITS, type RateLimitStore } from '@commerce/api';
import { createMcpEndpoint } from '@commerce/mcp';
import { getRequestListener } from '@hono/node-server';
import type { ServerConfig } from '../config.ts';
import type { Runtime } from '../runtime/create-runtime.ts';
import { isLoopback } from './address.ts';
import type { ServerLog } from '../log/create-log.ts';
import type { Handler, HttpServer } from './start-http.ts';
import { loadWebApp, type WebApp } from './web-app.ts';

const manifest = new URL('../../package.json', import.meta.url);

/** Of this program, as the health answer says it. */
export const VERSION = (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;

/** Puts the API, the MCP endpoint and the web app behind a port that was taken. Resolves when both answer. */
export async function serveOn(
  http: HttpServer,
  runtime: Runtime,
  options: { workerRunning: () => boolean; rateLimits?: RateLimitStore },
): Promise<WebApp> {
  const { config, log, ctx, auth } = runtime;
  const store = options.rateLimits ?? createMemoryStore();
  const site = { publicOrigin: config.publicOrigin, allowedHosts: hostsOf(config) };
  const api = createApi({
    engine: ctx,
    auth,
    site: { ...site, corsOrigins: config.corsOrigins, trustProxy: config.trustProxy },
    server: {
      version: VERSION,
      database: config.database.kind,
      workerRunning: options.workerRunning,
    },
    rateLimits: { store },
  });
  const mcp = createMcpEndpoint({
    engine: ctx,
    auth,
    version: VERSION,
    site,
    limit: (who) => store.take(who, LIMITS.read, ctx.now()),
  });
  const loading = loadWebApp(http.origin, log);
  http.serve({
    api: answering(api.fetch, log),
    mcp: answering((request) => mcp.fetch(request), log),
    pages: (request, response) => void loading.then(({ handler }) => handler(request, response)),
  });
  const web = await loading;
  const close = async () => {
    await Promise.all([web.close(), mcp.close()]);
  };
  return { ...web, close };
}

type Fetch = Parameters<typeof getRequestListener>[0];

function answering(fetch: Fetch, log: ServerLog): Handler {
  const listener = getRequestListener(fetch, { overrideGlobalObjects: false });
  return (request, response) => {
    listener(request, response).catch((error: unknown) => {
      log.error({ error: String(error) }, 'An answer could not be sent');
      response.destroy();
    });
  };
}

const WILDCARDS = new Set(['0.0.0.0', '::']);

function hostsOf({ allowedHosts, host }: ServerConfig): readonly string[] | 'any' {
  if (allowedHosts === 'any' || isLoopback(host) || WILDCARDS.has(host)) return allowedHosts;
  return [...allowedHosts, host.includes(':') ? `[${host}]` : host];
}
