import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { handOverToWeb } from '../config.ts';
import type { ServerLog } from '../log/create-log.ts';
import type { Handler } from './start-http.ts';

const webDir = join(dirname(fileURLToPath(import.meta.url)), ...['..', '..', '..', 'web']);

export interface WebApp {
  handler: Handler;
  /** null when pages are served; else why not and what to do. */
  missing: string | null;
  close(): Promise<void>;
}

const NOT_BUILT =
  'The web app is not built, so only the API is served. Build it with: node tools/build-web.mjs — then start again';

/** Loads the built web app. It reaches the API over loopback at `apiOrigin`. */
export async function loadWebApp(apiOrigin: string, log: ServerLog): Promise<WebApp> {
  if (!existsSync(join(webDir, '.next', 'BUILD_ID'))) return withoutPages(NOT_BUILT);
  handOverToWeb(apiOrigin);
  try {
    const next = await loadNext();
    const { hostname, port } = new URL(apiOrigin);
    const app = next({ dev: false, dir: webDir, hostname, port: Number(port) });
    await app.prepare();
    const handle = app.getRequestHandler();
    return {
      handler: (request, response) => {
        handle(request, response).catch((error: unknown) => {
          log.error({ path: request.url ?? '', error: String(error) }, 'A page failed');
          if (!response.headersSent) response.writeHead(500);
          response.end();
        });
      },
      missing: null,
      close: () => app.close(),
    };
  } catch (error) {
    log.error({ error: String(error) }, 'The web app could not be loaded');
    return withoutPages(
      'The web app could not be loaded, so only the API is served. Build it again with: node tools/build-web.mjs',
    );
  }
}

/** What is used of Next. Its types call the function `default`, while Node hands out the function itself. */
type CreateNext = (options: { dev: false; dir: string; hostname: string; port: number }) => {
  prepare(): Promise<void>;
  getRequestHandler(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  close(): Promise<void>;
};

async function loadNext(): Promise<CreateNext> {
  const { default: next } = await import('next');
  return next as unknown as CreateNext;
}

function withoutPages(missing: string): WebApp {
  return {
    handler: (_, response) => {
      response
        .writeHead(503, { 'content-type': 'text/plain; charset=utf-8' })
        .end(`${missing}.\nThe API is described at /api/docs.\n`);
    },
    missing,
    close: async () => {},
  };
}
