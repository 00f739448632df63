import { AppError } from '@commerce/core';
import type { Context } from 'hono';
import type { z } from 'zod';
import { invalidInput } from '../errors/invalid-input.ts';
import { holdsUnstorableText } from './unstorable-text.ts';
import { readBody } from '../http/read-body.ts';
import type { ApiEnv } from './api-env.ts';
import type { Call, Endpoint } from './endpoint.ts';

const BODY_LIMIT = 256 * 1024;
const NO_BODY = new Uint8Array();

type Input = Pick<Call<never, never, never>, 'params' | 'query' | 'body' | 'bytes'>;

/**
 * Everything a request says, parsed by the endpoint's own schemas.
 * @throws AppError `invalid_input`, `payload_too_large`
 */
export async function readInput(c: Context<ApiEnv>, spec: Endpoint): Promise<Input> {
  const params = parse('address', spec.params, c.req.param());
  const query = parse('query', spec.query, c.req.query());
  const bytes = spec.method === 'get' ? NO_BODY : await readBody(c, spec.bodyLimit ?? BODY_LIMIT);
  const body = spec.body ? parse('body', spec.body, json(c, bytes)) : (undefined as never);
  return { params, query, body, bytes };
}

function parse<T>(where: string, schema: z.ZodType<T> | undefined, value: unknown): T {
  if (!schema) return undefined as T;
  const result = schema.safeParse(value);
  if (!result.success) throw invalidInput(where, result.error);
  if (holdsUnstorableText(result.data)) {
    throw new AppError(
      'invalid_input',
      `The ${where} holds a NUL character or half of a character; nothing was done`,
    );
  }
  return result.data;
}

function json(c: Context<ApiEnv>, bytes: Uint8Array): unknown {
  if (bytes.byteLength === 0) return {};
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/json\b/i.test(type)) {
    throw new AppError('invalid_input', 'Send the body as Content-Type: application/json');
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new AppError('invalid_input', 'The body is not valid JSON in UTF-8', { cause });
  }
}
