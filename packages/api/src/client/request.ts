import type { z } from 'zod';
import type { ErrorBody } from '../contract/envelope.ts';
import { ApiError } from './api-error.ts';

type HeaderValues = Readonly<Record<string, string>>;

export interface ClientOptions {
  /** `http://127.0.0.1:8010`; empty in a browser on the same origin. */
  baseUrl: string;
  /** Sent with every request: `cookie` or `authorization` on a server. A function is asked each time. */
  headers?: HeaderValues | (() => HeaderValues | Promise<HeaderValues>);
  fetch?: typeof fetch;
}

export interface CallOptions {
  signal?: AbortSignal;
  headers?: HeaderValues;
  /** For writes: a repeat with the same key does nothing and gets the first answer. */
  idempotencyKey?: string;
}

export interface RequestSpec {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Readonly<Record<string, string | number | undefined>>;
  body?: unknown;
}

/** Sends a request and opens the envelope. The type is the contract's; the server has checked the value. */
export async function send<T>(
  options: ClientOptions,
  spec: RequestSpec,
  call: CallOptions = {},
): Promise<T> {
  const response = await reach(options, spec, call);
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && isSuccess(body)) return body.data as T;
  throw refusal(response, body);
}

async function reach(options: ClientOptions, spec: RequestSpec, call: CallOptions) {
  const given = typeof options.headers === 'function' ? await options.headers() : options.headers;
  const headers = new Headers(given);
  new Headers(call.headers).forEach((value, name) => headers.set(name, value));
  headers.set('accept', 'application/json');
  if (spec.body !== undefined) headers.set('content-type', 'application/json');
  if (call.idempotencyKey !== undefined) headers.set('idempotency-key', call.idempotencyKey);
  const send = options.fetch ?? fetch;
  try {
    return await send(options.baseUrl.replace(/\/$/, '') + spec.path + queryOf(spec.query), {
      method: spec.method,
      headers,
      ...(spec.body === undefined ? {} : { body: JSON.stringify(spec.body) }),
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    });
  } catch (cause) {
    if (call.signal?.aborted) throw cause;
    throw new ApiError('unavailable', 'The server could not be reached; try again', {
      status: 0,
      cause,
    });
  }
}

function queryOf(query: RequestSpec['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) search.set(name, String(value));
  }
  return search.size > 0 ? `?${search}` : '';
}

const isSuccess = (body: unknown): body is { data: unknown } =>
  (body as { success?: unknown } | null)?.success === true;

function refusal(response: Response, body: unknown): ApiError {
  const status = response.status;
  const retryAfterSeconds = Number(response.headers.get('retry-after')) || null;
  if (!isRefusal(body)) {
    const message = `The server's answer (status ${status}) was not understood; try again`;
    return new ApiError('unavailable', message, { status, retryAfterSeconds });
  }
  const { error, request_id } = body;
  return new ApiError(error.code, error.message, {
    status,
    requestId: request_id,
    details: error.details,
    retryAfterSeconds,
  });
}

const isRefusal = (body: unknown): body is z.output<typeof ErrorBody> =>
  (body as { success?: unknown } | null)?.success === false;
