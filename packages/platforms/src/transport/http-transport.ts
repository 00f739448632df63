import { PlatformError } from '@commerce/core';
import { Agent, type Dispatcher, fetch, type Response } from 'undici';
import type { Transport, TransportRequest, TransportResponse } from './transport.ts';

export interface HttpTransportOptions {
  /** Replaces the origin of a URL, e.g. to reach a simulator; returns the URL to really ask. */
  rewrite?: (url: URL) => URL;
  /** Called once per exchange, with the query and every secret left out. */
  onExchange?: (exchange: {
    method: string;
    url: string;
    status: number | null;
    ms: number;
  }) => void;
  dispatcher?: Dispatcher;
  timeoutMs?: number;
  maxBytes?: number;
}

const DEFAULT_TIMEOUT_MS = 60_000;
const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

/** HTTP over undici with a time limit, a size limit and no redirects to other hosts. Call `close` at the end. */
export function createHttpTransport(
  options: HttpTransportOptions = {},
): Transport & { close(): Promise<void> } {
  const own = options.dispatcher
    ? null
    : new Agent({ connectTimeout: 10_000, keepAliveTimeout: 10_000 });
  const dispatcher = options.dispatcher ?? (own as Agent);

  async function request(input: TransportRequest): Promise<TransportResponse> {
    refuseUnsendable(input.headers);
    const asked = new URL(input.url);
    const url = options.rewrite ? options.rewrite(asked) : asked;
    const timeout = AbortSignal.timeout(input.timeoutMs ?? options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const signal = input.signal ? AbortSignal.any([input.signal, timeout]) : timeout;
    const started = performance.now();
    let status: number | null = null;
    try {
      const response = await fetch(url, {
        method: input.method,
        dispatcher,
        signal,
        redirect: 'manual',
        ...(input.headers && { headers: input.headers }),
        ...(input.body !== undefined && { body: input.body }),
      });
      status = response.status;
      return toResponse(response, asked, input.signal, options.maxBytes ?? DEFAULT_MAX_BYTES);
    } catch (cause) {
      throw networkError(cause, asked, input.signal);
    } finally {
      options.onExchange?.({
        method: input.method,
        url: asked.origin + asked.pathname,
        status,
        ms: Math.round(performance.now() - started),
      });
    }
  }

  return { request, close: async () => void (await own?.destroy()) };
}

/** Of all headers only credentials come from outside. */
function refuseUnsendable(headers: Readonly<Record<string, string>> = {}): void {
  if (Object.values(headers).every((value) => /^[\t\x20-\x7e]*$/.test(value))) return;
  throw new PlatformError(
    'credentials',
    'The credentials have a letter or a line break that no platform issues; copy them once more',
  );
}

function toResponse(
  response: Response,
  asked: URL,
  callerSignal: AbortSignal | undefined,
  maxBytes: number,
): TransportResponse {
  async function* stream(): AsyncIterable<Uint8Array> {
    try {
      for await (const chunk of response.body ?? []) yield chunk as Uint8Array;
    } catch (cause) {
      throw networkError(cause, asked, callerSignal);
    }
  }
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    stream,
    async text() {
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of stream()) {
        size += chunk.byteLength;
        if (size > maxBytes) {
          throw new PlatformError(
            'schema_drift',
            `${asked.host} answered with more than ${maxBytes} bytes; nothing of it was stored`,
          );
        }
        chunks.push(chunk);
      }
      return Buffer.concat(chunks).toString('utf8');
    },
  };
}

function networkError(
  cause: unknown,
  asked: URL,
  callerSignal: AbortSignal | undefined,
): PlatformError {
  if (callerSignal?.aborted)
    return new PlatformError('cancelled', 'The request was stopped', { cause });
  const reason =
    cause instanceof Error && cause.name === 'TimeoutError'
      ? 'did not answer in time'
      : 'could not be reached';
  return new PlatformError(
    'unavailable',
    `${asked.host} ${reason}; nothing was changed here, and trying again is safe`,
    { cause },
  );
}
