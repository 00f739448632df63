import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EXIT } from '../exit-codes.ts';
import { OperatorError } from '../operator-error.ts';
import { originOf } from './address.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Who answers what: `/api` and everything below it, `/mcp`, and all else. */
export interface Handlers {
  api: Handler;
  mcp: Handler;
  pages: Handler;
}

export interface HttpServer {
  /** As this machine reaches it. */
  origin: string;
  /** Until this is called everything is answered with 503. */
  serve(handlers: Handlers): void;
  /** Takes no new requests and waits for running ones, at most `graceMs`. */
  close(graceMs: number): Promise<void>;
}

const KEEP_ALIVE_MS = 65_000;
const HEADERS_MS = 15_000;
const REQUEST_MS = 120_000;

/**
 * Takes the port. @throws OperatorError when somebody else has it or this address is none of this machine's
 */
export async function startHttp({
  host,
  port,
}: {
  host: string;
  port: number;
}): Promise<HttpServer> {
  let handlers: Handlers = { api: starting, mcp: starting, pages: starting };
  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      if (closing) response.setHeader('connection', 'close');
      const [, first] = /^\/(api|mcp)(?:[/?]|$)/.exec(request.url ?? '') ?? [];
      handlers[first === 'api' || first === 'mcp' ? first : 'pages'](request, response);
    },
  );
  let closing = false;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(refused(error, host, port)));
    server.listen({ host, port }, resolve);
  });
  return {
    origin: originOf(host, server.address() as AddressInfo),
    serve: (given) => {
      handlers = given;
    },
    async close(graceMs) {
      closing = true;
      const ended = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), graceMs);
      await ended;
      clearTimeout(late);
    },
  };
}

const starting: Handler = (_, response) => {
  response
    .writeHead(503, { 'retry-after': '2', 'content-type': 'text/plain; charset=utf-8' })
    .end('Commerce is starting; try again in a moment.\n');
};

function refused(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const told: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken by another program. Nothing was changed. Stop that program, or choose another port: PORT=${port + 1} npm start`,
    EACCES: `This user may not listen on port ${port}. Nothing was changed. Choose a port above 1023, for example PORT=8010.`,
    EADDRNOTAVAIL: `${host} is no address of this machine. Nothing was changed. Set HOST to one that is, for example 127.0.0.1.`,
    ENOTFOUND: `${host} is no address of this machine. Nothing was changed. Set HOST to one that is, for example 127.0.0.1.`,
  };
  const message = told[error.code ?? ''];
  const exitCode = error.code === 'EADDRINUSE' ? EXIT.busy : EXIT.usage;
  return message ? new OperatorError(message, { exitCode, cause: error }) : error;
}
