import { PlatformError } from '@commerce/core';
import type { Connection } from '../../platform/connection.ts';
import { statusError } from '../errors.ts';

/** Where Shopify keeps bulk results. The link comes from outside, so it is not followed anywhere else. */
const RESULT_HOST = 'storage.googleapis.com';

/** The signed link has lost its right to the file; the operation must be run again. */
export class ResultExpired extends Error {}

function checked(link: string): string {
  const url = URL.canParse(link) ? new URL(link) : null;
  const fits =
    url?.protocol === 'https:' &&
    url.hostname === RESULT_HOST &&
    url.port === '' &&
    url.username === '' &&
    url.password === '';
  if (!url || !fits) {
    throw new PlatformError(
      'schema_drift',
      `The bulk result is said to lie at "${url?.host ?? 'an unreadable address'}", not at ${RESULT_HOST}; it was not fetched`,
      { rejected: { body: url ? url.origin + url.pathname : link } },
    );
  }
  return url.href;
}

/** The bytes of a bulk result. No token is sent: the link itself is the permission. */
export async function* download(
  connection: Connection,
  link: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, void> {
  const response = await connection.transport.request({
    method: 'GET',
    url: checked(link),
    signal,
    // A time limit for the whole file, not for its first byte.
    timeoutMs: 6 * 3_600_000,
  });
  if ([400, 403, 404, 410].includes(response.status)) {
    await response.text();
    throw new ResultExpired(`The result link answered ${response.status}`);
  }
  if (response.status !== 200) {
    throw statusError(response.status, await response.text(), response.headers['retry-after']);
  }
  yield* response.stream();
}
