import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type IncomingRequest, handle, type Outcome } from './handle.ts';
import type { SimState } from './state.ts';

export interface SimulatorServer {
  origin: string;
  close(): Promise<void>;
}

/** Answers a control request; null when the path is none. */
export type ControlHandler = (
  path: string,
  body: string,
) => { status: number; body: unknown } | null;

const MAX_BODY = 2_000_000;

export async function listen(
  port: number,
  state: () => SimState,
  control: ControlHandler,
): Promise<SimulatorServer> {
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const server: Server = createServer((req, res) => {
    serve(req, res).catch((error: Error) => {
      if (res.headersSent) res.destroy();
      else send(res, 500, { error: { code: 1, message: `simulator fault: ${error.message}` } }, {});
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await readBody(req);
    const url = new URL(req.url ?? '/', origin);
    if (url.pathname.startsWith('/__sim/')) {
      const answer = control(url.pathname.slice('/__sim/'.length), body);
      send(res, answer?.status ?? 404, answer?.body ?? { error: 'unknown control' }, {});
      return;
    }
    const outcome = handle(state(), toRequest(req, url, body, origin));
    const wait = outcome.fault?.kind === 'slow' ? outcome.fault.amount : 0;
    if (wait === 0) return deliver(res, outcome);
    const timer = setTimeout(() => {
      timers.delete(timer);
      deliver(res, outcome);
    }, wait);
    timers.add(timer);
  }

  const close = async () => {
    for (const timer of timers) clearTimeout(timer);
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { origin, close };
}

/** Sends the reply, or breaks the connection the way the fault says. */
function deliver(res: ServerResponse, { reply, fault }: Outcome): void {
  const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
  switch (fault?.kind) {
    case 'hang':
    case 'apply_then_timeout':
      return;
    case 'close_socket':
    case 'apply_then_close':
      res.destroy();
      return;
    case 'truncate':
      res.writeHead(reply.status, {
        ...reply.headers,
        'content-type': 'application/json; charset=UTF-8',
        'content-length': Buffer.byteLength(text),
      });
      res.write(Buffer.from(text).subarray(0, Math.floor(Buffer.byteLength(text) / 2)), () =>
        res.destroy(),
      );
      return;
    case 'malformed':
      send(
        res,
        reply.status,
        text.slice(0, Math.max(1, Math.floor(text.length / 2))),
        reply.headers,
      );
      return;
    default:
      send(res, reply.status, reply.body, reply.headers);
  }
}

function send(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string>,
): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const html = text.startsWith('<');
  res.writeHead(status, {
    ...headers,
    'content-type': html ? 'text/html' : 'application/json; charset=UTF-8',
    'content-length': Buffer.byteLength(text),
  });
  res.end(text);
}

function toRequest(req: IncomingMessage, url: URL, body: string, origin: string): IncomingRequest {
  const bearer = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1];
  return {
    method: req.method ?? 'GET',
    pathname: decodeURIComponent(url.pathname),
    params: new Map([...url.searchParams, ...bodyParams(req.headers['content-type'], body)]),
    bearer,
    origin,
  };
}

function bodyParams(contentType: string | undefined, body: string): [string, string][] {
  if (body === '') return [];
  if (!contentType?.includes('application/json')) return [...new URLSearchParams(body)];
  try {
    const parsed = JSON.parse(body) as Record<string, unknown>;
    return Object.entries(parsed).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
  } catch {
    return [];
  }
}

async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY) throw new Error('request body too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
