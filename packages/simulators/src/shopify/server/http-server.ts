import { createReadStream, statSync } from 'node:fs';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { FailureKind } from '../failures.ts';
import type { Answer } from './answer.ts';
import type { Incoming } from './admin-routes.ts';

const MAX_BODY = 8 * 1024 * 1024;

/** What is done with an answer on its way out. */
export interface Reply {
  answer: Answer;
  /** A failure of the connection itself, if one was ordered. */
  fault: FailureKind | null;
}

export interface HttpServer {
  origin: string;
  close(): Promise<void>;
}

/** A plain HTTP server on loopback that can also misbehave: cut, close or hang connections. */
export async function serve(
  port: number,
  handle: (incoming: Incoming) => Reply | Promise<Reply>,
): Promise<HttpServer> {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    readBody(request)
      .then((body) =>
        handle({
          method: request.method ?? 'GET',
          path: request.url ?? '/',
          headers: request.headers,
          body,
        }),
      )
      .then((reply) => send(response, reply))
      .catch((error: unknown) => crash(response, error));
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY) throw new Error('The request body is larger than 8 MiB.');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { answer, fault }: Reply): void {
  if (fault === 'hang') return;
  if (fault === 'close_socket' || fault === 'lost_response') {
    response.socket?.destroy();
    return;
  }
  if (fault === 'truncate') return cut(response, answer);
  if (answer.file === undefined) {
    response.writeHead(answer.status, {
      ...answer.headers,
      'Content-Length': Buffer.byteLength(answer.body),
    });
    response.end(answer.body);
    return;
  }
  response.writeHead(answer.status, {
    ...answer.headers,
    'Content-Length': statSync(answer.file).size,
  });
  createReadStream(answer.file)
    .on('error', () => response.destroy())
    .pipe(response);
}

/** Promises the whole body, sends a little more than half of it, then drops the connection. */
function cut(response: ServerResponse, answer: Answer): void {
  const size = answer.file ? statSync(answer.file).size : Buffer.byteLength(answer.body);
  response.writeHead(answer.status, { ...answer.headers, 'Content-Length': size });
  const end = Math.floor(size * 0.55);
  if (answer.file === undefined) {
    response.write(Buffer.from(answer.body).subarray(0, end), () => response.socket?.destroy());
    return;
  }
  const stream = createReadStream(answer.file, { end: Math.max(0, end - 1) });
  stream.on('data', (chunk) => response.write(chunk));
  stream.on('end', () => response.write('', () => response.socket?.destroy()));
}

function crash(response: ServerResponse, error: unknown): void {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ simulator_error: message }));
}
