import { execute } from '../graphql/execute.ts';
import { API_VERSION } from '../graphql/schema.ts';
import type { ShopSession } from '../session.ts';
import { type Answer, UNAUTHORIZED, json, notFound } from './answer.ts';

export interface Incoming {
  method: string;
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

const VERSION = /^\d{4}-(?:01|04|07|10)$/;

/**
 * Which version serves a requested one: expired versions fall forward to the oldest supported,
 * which is the one held here; later and unknown versions are not found.
 */
export function servedVersion(requested: string): string | null {
  if (!VERSION.test(requested) || requested > API_VERSION) return null;
  return API_VERSION;
}

export function graphqlRoute(
  session: ShopSession,
  version: string,
  incoming: Incoming,
  now: number,
): Answer {
  const served = servedVersion(version);
  if (!served) return notFound();
  const headers = { 'X-Shopify-API-Version': served, Date: new Date(now).toUTCString() };
  const token = incoming.headers['x-shopify-access-token'];
  if (typeof token !== 'string' || !session.tokens.accepts(token, now)) {
    return json(401, UNAUTHORIZED, headers);
  }
  if (incoming.method !== 'POST') return json(405, { errors: 'Method Not Allowed' }, headers);
  const request = readRequest(incoming.body);
  if (!request) {
    const errors = [{ message: 'Query not present', extensions: { code: 'BAD_REQUEST' } }];
    return json(400, { errors }, headers);
  }
  return json(200, execute(session, request, now), headers);
}

function readRequest(body: string) {
  try {
    const parsed = JSON.parse(body) as Record<string, unknown>;
    if (typeof parsed.query !== 'string') return null;
    return {
      query: parsed.query,
      variables: (parsed.variables ?? null) as Record<string, unknown> | null,
      operationName: typeof parsed.operationName === 'string' ? parsed.operationName : null,
    };
  } catch {
    return null;
  }
}

/** The client credentials grant; form-encoded and JSON bodies are both understood. */
export function tokenRoute(session: ShopSession, incoming: Incoming, now: number): Answer {
  if (incoming.method !== 'POST') return json(405, { errors: 'Method Not Allowed' });
  const fields = readFields(incoming);
  const { clientId, clientSecret } = session.tokens.credentials;
  if (fields.client_id !== clientId || fields.client_secret !== clientSecret) {
    return json(400, {
      error: 'invalid_client',
      error_description: 'Client id or client secret does not match an installed app.',
    });
  }
  if (fields.grant_type !== 'client_credentials') {
    return json(400, {
      error: 'unsupported_grant_type',
      error_description: 'The grant type is not supported by this app.',
    });
  }
  const { token, expiresIn } = session.tokens.issue(now);
  const scope = [...session.scopes].join(',');
  return json(200, { access_token: token, scope, expires_in: expiresIn });
}

function readFields(incoming: Incoming): Record<string, string> {
  try {
    if (String(incoming.headers['content-type']).includes('application/json')) {
      return JSON.parse(incoming.body) as Record<string, string>;
    }
    return Object.fromEntries(new URLSearchParams(incoming.body));
  } catch {
    return {};
  }
}
