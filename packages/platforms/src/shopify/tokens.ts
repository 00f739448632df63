import { PlatformError } from '@commerce/core';
import type { CachedToken, Connection } from '../platform/connection.ts';
import { drift, statusError } from './errors.ts';
import { configSchema, readCredentials, tokenSchema } from './schemas.ts';

/** A token this close to its end is not used: a long read must not outlive it. */
const RENEW_BEFORE_MS = 10 * 60_000;

const unusable = (): PlatformError =>
  new PlatformError(
    'credentials',
    'This connection has neither a client id and secret nor an access token; connect the shop again',
  );

/** The token endpoint's refusals are about the app, whatever their status below 500. */
function refusal(status: number, body: string, retryAfter: string | undefined): PlatformError {
  if (status === 429 || status >= 500) return statusError(status, body, retryAfter);
  return new PlatformError(
    'credentials',
    `Shopify issued no token (${status}). Check the client id and secret, and that the app is installed in a shop of its own organisation`,
    { platformCode: String(status), rejected: { body } },
  );
}

async function issue(
  connection: Connection,
  client: { client_id: string; client_secret: string },
  signal: AbortSignal | undefined,
): Promise<CachedToken> {
  const { shop_domain } = configSchema.parse(connection.config);
  const asked = connection.now().getTime();
  const response = await connection.transport.request({
    method: 'POST',
    url: `https://${shop_domain}/admin/oauth/access_token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      client_id: client.client_id,
      client_secret: client.client_secret,
      grant_type: 'client_credentials',
    }).toString(),
    ...(signal && { signal }),
  });
  const body = await response.text();
  if (response.status !== 200)
    throw refusal(response.status, body, response.headers['retry-after']);
  let answer: unknown;
  try {
    answer = JSON.parse(body);
  } catch (cause) {
    throw new PlatformError(
      'schema_drift',
      "Shopify's token answer is not JSON; nothing was stored",
      {
        cause,
      },
    );
  }
  const parsed = tokenSchema.safeParse(answer);
  if (!parsed.success) {
    throw drift(
      "Shopify's token answer has an unknown shape",
      Object.keys(Object(answer)).join(','),
    );
  }
  return {
    value: parsed.data.access_token,
    expires_at: new Date(asked + parsed.data.expires_in * 1000).toISOString(),
    scopes: parsed.data.scope.split(',').filter((scope) => scope !== ''),
  };
}

/**
 * The token to send now: the static one, or the issued one of the client credentials grant, taken from
 * the connection's cache until ten minutes before its end. `refused` is a token Shopify just rejected.
 * @throws PlatformError `credentials` when no token can be had.
 */
export async function accessToken(
  connection: Connection,
  options: { refused?: string; signal?: AbortSignal | undefined } = {},
): Promise<string> {
  const credentials = readCredentials(connection.credentials);
  if (credentials === null) throw unusable();
  if ('access_token' in credentials) return credentials.access_token;
  const cached = await connection.tokens.load();
  const usableUntil = connection.now().getTime() + RENEW_BEFORE_MS;
  if (
    cached !== null &&
    cached.value !== options.refused &&
    Date.parse(cached.expires_at) > usableUntil
  ) {
    return cached.value;
  }
  const token = await issue(connection, credentials, options.signal);
  await connection.tokens.save(token);
  return token.value;
}

/** Whether a new token can replace a refused one. */
export const isRenewable = (connection: Connection): boolean => {
  const credentials = readCredentials(connection.credentials);
  return credentials !== null && 'client_id' in credentials;
};
