import { readFileSync } from 'node:fs';
import { createApi, type RateLimitStore } from '@commerce/api';
import { getRequestListener } from '@hono/node-server';
import type { ServerConfig } from '../config.ts';
import type { Runtime } from '../runtime/create-runtime.ts';
import { isLoopback } from './address.ts';
import type { HttpServer } from './start-http.ts';
import { loadWebApp, type WebApp } from './web-app.ts';

const manifest = new URL('../../package.json', import.meta.url);

/** Of this program, as the health answer says it. */
export const VERSION = (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;

/** Puts the API and the web app behind a port that was taken. Resolves when both answer. */
export async function serveOn(
  http: HttpServer,
  runtime: Runtime,
  options: { workerRunning: () => boolean; rateLimits?: RateLimitStore },
): Promise<WebApp> {
  const { config, log } = runtime;
  const api = createApi({
    engine: runtime.ctx,
    auth: runtime.auth,
    site: {
      publicOrigin: config.publicOrigin,
      allowedHosts: hostsOf(config),
      corsOrigins: config.corsOrigins,
      trustProxy: config.trustProxy,
    },
    server: {
      version: VERSION,
      database: config.database.kind,
      workerRunning: options.workerRunning,
    },
    ...(options.rateLimits && { rateLimits: { store: options.rateLimits } }),
  });
  const listener = getRequestListener(api.fetch, { overrideGlobalObjects: false });
  const answer = (...[request, response]: Parameters<typeof listener>): void => {
    listener(request, response).catch((error: unknown) => {
      log.error({ error: String(error) }, 'An answer could not be sent');
      response.destroy();
    });
  };
  const loading = loadWebApp(http.origin, log);
  http.serve({
    api: answer,
    pages: (request, response) => void loading.then(({ handler }) => handler(request, response)),
  });
  return await loading;
}

const WILDCARDS = new Set(['0.0.0.0', '::']);

function hostsOf({ allowedHosts, host }: ServerConfig): readonly string[] | 'any' {
  if (allowedHosts === 'any' || isLoopback(host) || WILDCARDS.has(host)) return allowedHosts;
  return [...allowedHosts, host.includes(':') ? `[${host}]` : host];
}
