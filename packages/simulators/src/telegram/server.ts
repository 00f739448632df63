import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { TelegramError } from './errors.ts';
import type { TelegramFault } from './faults.ts';
import { METHODS } from './methods.ts';
import type { SimRequest } from './model.ts';
import { readParams } from './read-params.ts';
import type { TelegramState } from './state.ts';

/** Answers a control request; null when the path is none. */
export type ControlHandler = (
  path: string,
  body: string,
) => { status: number; body: unknown } | null;

const MAX_BODY = 2_000_000;
const PATH = /^\/bot([^/]+)\/(?:test\/)?([A-Za-z]+)$/;

interface Answer {
  status: number;
  body: unknown;
}

export async function listen(port: number, state: () => TelegramState, control: ControlHandler) {
  const sockets = new Set<Socket>();
  const server = createServer((req, res) => {
    serve(req, res).catch((error: Error) => {
      if (res.headersSent) res.destroy();
      else send(res, { status: 500, body: refusal(500, `simulator fault: ${error.message}`) });
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
      const answer = control(url.pathname.slice('/__sim/'.length), body.toString('utf8'));
      return send(res, answer ?? { status: 404, body: { error: 'unknown control' } });
    }
    const [, token, method] = PATH.exec(url.pathname) ?? [];
    if (!token || !method) return send(res, notFound);
    const world = state();
    if (token !== world.token)
      return send(res, { status: 401, body: refusal(401, 'Unauthorized') });
    const params = await readParams(
      req.headers['content-type'] ?? '',
      body,
      url.searchParams,
    ).catch(asRefusal);
    if (params instanceof TelegramError) return send(res, refusedBy(params));
    const logged: SimRequest = {
      at: new Date(world.now()).toISOString(),
      method,
      params,
      status: null,
      description: null,
    };
    world.requests.push(logged);
    const fault = world.faults.take(method);
    if (fault === 'hang') return;
    if (fault === 'close') return void res.destroy();
    const answer = await answerTo(world, method, params, fault, res);
    logged.status = answer.status;
    logged.description = (answer.body as { description?: string }).description ?? null;
    if (fault === 'apply_then_close') return void res.destroy();
    if (fault === 'malformed') return send(res, { status: 200, body: '<html>not the Bot API' });
    send(res, answer);
  }

  const close = async () => {
    state().queue.close();
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { origin, close };
}

const refusal = (code: number, description: string, parameters?: Record<string, number>) => ({
  ok: false,
  error_code: code,
  description,
  ...(parameters && { parameters }),
});
const notFound: Answer = { status: 404, body: refusal(404, 'Not Found') };
const refusedBy = ({ code, message, parameters }: TelegramError): Answer => ({
  status: code,
  body: refusal(code, message, parameters),
});

function asRefusal(error: unknown): TelegramError {
  if (error instanceof TelegramError) return error;
  throw error;
}

async function answerTo(
  state: TelegramState,
  name: string,
  params: Readonly<Record<string, unknown>>,
  fault: TelegramFault['error'] | null,
  res: ServerResponse,
): Promise<Answer> {
  if (fault !== null && typeof fault === 'object') {
    return refusedBy(new TelegramError(fault.code, fault.description, fault.parameters));
  }
  const method = METHODS[name.toLowerCase()];
  if (!method) return notFound;
  try {
    const result = await method(state, params, (cancel) => res.on('close', cancel));
    return { status: 200, body: { ok: true, result } };
  } catch (error) {
    return refusedBy(asRefusal(error));
  }
}

function send(res: ServerResponse, { status, body }: Answer): void {
  if (res.destroyed) return;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  res.writeHead(status, {
    'content-type': text.startsWith('<') ? 'text/html' : 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  res.end(text);
}

async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY) throw new Error('request body too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
