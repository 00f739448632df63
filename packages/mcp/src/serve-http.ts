import { randomUUID } from 'node:crypto';
import { AppError } from '@commerce/core';
import { type Actor, type Auth, authenticate, type EngineContext } from '@commerce/engine';
import {
  type AuthInfo,
  createMcpHandler,
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  OAuthError,
  OAuthErrorCode,
  originValidationResponse,
  requireBearerAuth,
} from '@modelcontextprotocol/server';
import { mcpActor } from './actor.ts';
import { createMcp } from './create-mcp.ts';

export interface McpEndpointInput {
  /** Its actor is replaced by whoever's key is sent. */
  engine: EngineContext;
  auth: Auth;
  version: string;
  /** As the API has it: the name people reach us through, and further host names (without port) of ours. */
  site: { publicOrigin: string | null; allowedHosts: readonly string[] | 'any' };
  /** Takes one token of the caller's bucket. Without it nothing is counted. */
  limit?: (who: string) => Promise<{ allowed: boolean; waitMs: number }>;
}

export interface McpEndpoint {
  /** Answers one request to `/mcp`, whatever the method. */
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

const MOST_BODY = 256 * 1024;
/** Each request proves its key anew, so that a revoked one is refused at once. */
const PROOF_SECONDS = 60;
/** What is the caller's doing; anything else is answered as our own failure. */
const REFUSED: ReadonlySet<string> = new Set(['unauthenticated', 'forbidden']);

/**
 * MCP over streamable HTTP, stateless, for both eras of the protocol. Callers send an API key or an access
 * token as a bearer; foreign hosts and web origins are refused.
 */
export function createMcpEndpoint(input: McpEndpointInput): McpEndpoint {
  const { engine, version } = input;
  const handler = createMcpHandler(
    ({ authInfo }) => {
      const actor = (authInfo?.extra?.actor as Actor | undefined) ?? engine.actor;
      return createMcp({ ctx: { ...engine, actor }, version });
    },
    {
      maxRequestBodySize: MOST_BODY,
      onerror: (error) => engine.log.warn({ error: error.message }, 'An MCP request went wrong'),
    },
  );
  const gate = requireBearerAuth({ verifier: { verifyAccessToken: (key) => verify(input, key) } });
  const hosts = hostsOf(input.site);
  const admit = async (request: Request): Promise<Response | AuthInfo> => {
    const foreign = hosts
      ? (hostHeaderValidationResponse(withHost(request), hosts) ??
        originValidationResponse(request, hosts))
      : undefined;
    if (foreign) return foreign;
    const proof = await gate(request);
    if (proof instanceof Response) return proof;
    return (await tooMany(input, proof)) ?? (await refuseBatch(request)) ?? proof;
  };
  return {
    async fetch(request) {
      const proof = await admit(request);
      const refused = proof instanceof Response;
      return lastOf(request, refused ? proof : await handler.fetch(request, { authInfo: proof }));
    },
    close: () => handler.close(),
  };
}

/** A batch, which the protocol has given up, would do for one token what costs one each. */
async function refuseBatch(request: Request): Promise<Response | null> {
  const reader = request.body ? request.clone().body?.getReader() : undefined;
  let start = '';
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    start = Buffer.from(part.value).toString('latin1').trimStart();
    if (start !== '') break;
  }
  // Not awaited: the other half of the body is still to be read.
  reader?.cancel().catch(() => {});
  if (!start.startsWith('[')) return null;
  const error = { code: -32600, message: 'Send one message per request; nothing was done' };
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 400 });
}

function hostsOf({ publicOrigin, allowedHosts }: McpEndpointInput['site']): string[] | null {
  if (allowedHosts === 'any') return null;
  const own = publicOrigin === null ? [] : [new URL(publicOrigin).hostname];
  return [...localhostAllowedHostnames(), ...allowedHosts, ...own];
}

/** What is still coming of an unread body would be taken for the next request on the connection. */
function lastOf(request: Request, response: Response): Response {
  if (response.status < 400 || (request.bodyUsed && response.status !== 413)) return response;
  const headers = new Headers(response.headers);
  headers.set('connection', 'close');
  return new Response(response.body, { status: response.status, headers });
}

/** A request that was made from an address alone says its host there. */
function withHost(request: Request): Request {
  if (request.headers.has('host')) return request;
  const headers = new Headers(request.headers);
  headers.set('host', new URL(request.url).host);
  return new Request(request.url, { headers });
}

async function verify({ engine, auth }: McpEndpointInput, key: string): Promise<AuthInfo> {
  const stranger = { type: 'user' as const, id: 'anonymous', user: null, requestId: randomUUID() };
  try {
    const actor = mcpActor(
      await authenticate({ ...engine, auth, actor: stranger }, { bearer: key }),
    );
    return {
      token: '',
      clientId: actor.id,
      scopes: [...(actor.user.scopes ?? ['read', 'write'])],
      expiresAt: Math.floor(Date.now() / 1000) + PROOF_SECONDS,
      extra: { actor },
    };
  } catch (error) {
    const known = error instanceof AppError && REFUSED.has(error.code);
    if (!known) throw error;
    throw new OAuthError(OAuthErrorCode.InvalidToken, error.message);
  }
}

async function tooMany({ limit }: McpEndpointInput, proof: AuthInfo): Promise<Response | null> {
  const state = await limit?.(`mcp:${proof.clientId}`);
  if (!state || state.allowed) return null;
  const seconds = Math.max(1, Math.ceil(state.waitMs / 1000));
  const error = { code: -32000, message: `Too many requests; wait ${seconds} s and try again` };
  return Response.json(
    { jsonrpc: '2.0', error, id: null },
    { status: 429, headers: { 'retry-after': String(seconds) } },
  );
}
