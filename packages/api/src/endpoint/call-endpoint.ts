import { AppError, type JsonValue } from '@commerce/core';
import { runOnce } from '@commerce/engine';
import type { Context } from 'hono';
import { holds, tagOf, versionOf } from '../http/etag.ts';
import { limit } from '../rate-limit/limit.ts';
import { answer, answerAgain } from './answer.ts';
import type { ApiEnv } from './api-env.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { readInput } from './read-input.ts';
import { recognise } from './recognise.ts';

type AnyCall = Call<never, never, never>;

/** One request through an endpoint: who, how often, what, and only then the verb. */
export async function callEndpoint(c: Context<ApiEnv>, spec: Endpoint): Promise<Response> {
  const actor = await recognise(c, spec);
  c.set('actor', actor);
  if (actor) c.set('ctx', { ...c.get('ctx'), actor });
  await limit(c, spec.limit ?? spec.access);
  const input = await readInput(c, spec);
  const call: AnyCall = { ctx: c.get('ctx'), actor, ...input, c };
  return spec.method === 'get' ? await read(c, spec, call) : await write(c, spec, call);
}

async function read(c: Context<ApiEnv>, spec: Endpoint, call: AnyCall): Promise<Response> {
  c.header('Cache-Control', spec.access === 'public' ? 'no-store' : 'private, no-cache');
  c.header('Vary', 'Authorization, Cookie', { append: true });
  const held = c.req.header('if-none-match');
  const version = await spec.version?.(call);
  if (version !== undefined && holds(held, tagOf(version))) return unchanged(c, version);
  const data = await spec.handle(version === undefined ? call : { ...call, version });
  if (spec.access === 'public') return answer(c, data, 200);
  const tag = version ?? versionOf(data);
  if (version === undefined && holds(held, tagOf(tag))) return unchanged(c, tag);
  c.header('ETag', tagOf(tag));
  const status = spec.status ?? 200;
  return version === undefined ? answer(c, data, status) : answerAgain(c, data as object, status);
}

function unchanged(c: Context<ApiEnv>, version: string): Response {
  c.header('ETag', tagOf(version));
  return c.body(null, 304);
}

async function write(c: Context<ApiEnv>, spec: Endpoint, call: AnyCall): Promise<Response> {
  c.header('Cache-Control', 'no-store');
  const status = spec.status ?? 200;
  const key = c.req.header('idempotency-key');
  if (key === undefined || !call.actor || spec.repeatable === false) {
    return answer(c, await spec.handle(call), status);
  }
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new AppError(
      'invalid_input',
      'Idempotency-Key must be 1 to 255 visible ASCII characters',
    );
  }
  const { pathname, search } = new URL(c.req.url);
  const result = await runOnce(
    call.ctx,
    { key, method: c.req.method, path: pathname + search, body: textOf(call.bytes) },
    async () => ({ status, data: (await spec.handle(call)) as JsonValue }),
  );
  if (result.replayed) c.header('Idempotency-Replayed', 'true');
  return answer(c, result.data, result.status as typeof status);
}

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
