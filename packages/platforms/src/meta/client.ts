import { createHmac } from 'node:crypto';
import { PlatformError } from '@commerce/core';
import type { z } from 'zod';
import type { Connection } from '../platform/connection.ts';
import { API_VERSION, GRAPH_ORIGIN } from './api-version.ts';
import { driftError, MetaError, refusalError } from './errors.ts';
import { dataItems, parseJson } from './json.ts';
import { pagingSchema, refusalSchema } from './schemas.ts';
import { credentialsSchema } from './settings.ts';
import { readUsage, type Usage } from './usage.ts';
import { writeError } from './write-errors.ts';

export type Params = Record<string, string>;

/** One object of a page: parsed, and exactly as received. */
export interface Item<T> {
  value: T;
  raw: string;
}

/** Calls to the Graph API with one connection's token. Reading retries what is worth retrying. */
export interface Graph {
  get<S extends z.ZodType>(path: string, params: Params, schema: S): Promise<Item<z.output<S>>>;
  /** Only for calls that are harmless when repeated: a lost answer is asked for again. */
  post<S extends z.ZodType>(path: string, params: Params, schema: S): Promise<z.output<S>>;
  /**
   * Sends a change exactly once.
   * @throws PlatformError `unknown_outcome` unless Meta clearly refused: then nothing was changed
   */
  write<S extends z.ZodType>(path: string, params: Params, schema: S): Promise<Item<z.output<S>>>;
  pages<S extends z.ZodType>(
    path: string,
    params: Params,
    schema: S,
    limit: number,
  ): AsyncGenerator<Item<z.output<S>>[], void, void>;
}

const TRIES = 5;
const BACKOFF_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const SOFT_LIMIT_PERCENT = 85;
const HARD_LIMIT_PERCENT = 95;
const SMALLEST_LIMIT = 25;
const RESTARTS = 3;

/** How long a call is tried before its failure is the caller's. */
export interface Patience {
  tries: number;
  /** A longer wait is not waited here. */
  longestWaitMs: number;
}

const PATIENT: Patience = { tries: TRIES, longestWaitMs: LONGEST_WAIT_MS };
/** A person waits for the answer; what takes longer is tried again later. */
export const SHORT: Patience = { tries: 2, longestWaitMs: 5_000 };

export function createGraph(
  connection: Connection,
  signal?: AbortSignal,
  patience: Patience = PATIENT,
): Graph {
  const { once, caller } = createCaller(connection, signal, patience);
  return {
    async get(path, params, schema) {
      const { text, json } = await caller('GET', path, params);
      return { value: parseWith(schema, json, path, text), raw: text };
    },
    async post(path, params, schema) {
      const { text, json } = await caller('POST', path, params);
      return parseWith(schema, json, path, text);
    },
    async write(path, params, schema) {
      try {
        const { text, json } = await once('POST', path, params);
        return { value: parseWith(schema, json, path, text), raw: text };
      } catch (error) {
        throw writeError(error);
      }
    },
    pages: (path, params, schema, limit) => readPages(caller, path, params, schema, limit),
  };
}

type Caller = (
  method: 'GET' | 'POST',
  path: string,
  params: Params,
) => Promise<{ text: string; json: unknown }>;

function createCaller(
  connection: Connection,
  signal: AbortSignal | undefined,
  patience: Patience,
): { once: Caller; caller: Caller } {
  const credentials = credentialsSchema.parse(connection.credentials);
  const proof = credentials.app_secret && {
    appsecret_proof: createHmac('sha256', credentials.app_secret)
      .update(credentials.access_token)
      .digest('hex'),
  };
  const plain = [credentials.access_token, ...Object.values(proof || {})];
  const secrets = [...plain, ...plain.map(encodeURIComponent)];
  /** Meta repeats the token in links and in some refusals. */
  const withoutSecrets = (text: string) =>
    secrets.reduce((clean, secret) => clean.replaceAll(secret, '(hidden)'), text);
  let usage: Usage = { percent: 0, regainMs: null };

  async function once(method: 'GET' | 'POST', path: string, params: Params) {
    const query = new URLSearchParams({ ...params, ...proof }).toString();
    const url = `${GRAPH_ORIGIN}/${API_VERSION}/${path}`;
    const response = await connection.transport.request({
      method,
      url: method === 'GET' && query ? `${url}?${query}` : url,
      headers: {
        authorization: `Bearer ${credentials.access_token}`,
        ...(method === 'POST' && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(method === 'POST' && { body: query }),
      ...(signal && { signal }),
    });
    usage = readUsage(response.headers);
    return readAnswer(withoutSecrets(await response.text()), response.status, path, usage);
  }

  const caller: Caller = async (method, path, params) => {
    for (let attempt = 1; ; attempt++) {
      await spareAllowance(connection, usage, signal);
      try {
        return await once(method, path, params);
      } catch (error) {
        const wait = waitBefore(error, attempt, patience);
        if (wait === null) throw error;
        usage = { percent: 0, regainMs: null };
        await connection.sleep(wait, signal);
      }
    }
  };
  return { once, caller };
}

/** Slows down before Meta refuses: a refusal costs allowance too. */
async function spareAllowance(
  connection: Connection,
  { percent, regainMs }: Usage,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (regainMs !== null && regainMs > LONGEST_WAIT_MS) {
    throw new MetaError(
      'rate_limited',
      'Meta has paused access to this ad account. Nothing is lost; reading goes on after the wait.',
      { retryAfterMs: regainMs },
    );
  }
  if (percent < SOFT_LIMIT_PERCENT) return;
  await connection.sleep(percent >= HARD_LIMIT_PERCENT ? 60_000 : 5_000, signal);
}

/** Milliseconds to wait before the next try, or null when trying again here is no use. */
function waitBefore(
  error: unknown,
  attempt: number,
  { tries, longestWaitMs }: Patience,
): number | null {
  if (!(error instanceof PlatformError) || attempt >= tries) return null;
  const remedy = error instanceof MetaError ? error.remedy : null;
  if (remedy === 'reduce' ? attempt > 2 : remedy !== null) return null;
  if (error.kind !== 'rate_limited' && error.kind !== 'unavailable') return null;
  const backoff = BACKOFF_MS * 2 ** attempt * (0.75 + Math.random() / 2);
  const wait = error.retryAfterMs ?? (error.kind === 'rate_limited' ? backoff * 5 : backoff);
  return wait > longestWaitMs ? null : wait;
}

function readAnswer(text: string, status: number, path: string, usage: Usage) {
  let json: unknown;
  try {
    json = parseJson(text);
  } catch (cause) {
    if (status >= 500) throw refusalError({ code: 2, message: `HTTP ${status}` }, null);
    if (status === 429) throw refusalError({ code: 4 }, usage.regainMs);
    throw driftError(`${path} with text that is not JSON`, text, cause);
  }
  const refusal = refusalSchema.safeParse(json);
  if (refusal.success) {
    const { error } = refusal.data;
    const transient = status >= 500 || error.is_transient;
    throw refusalError({ ...error, is_transient: transient }, usage.regainMs);
  }
  if (status >= 500) throw refusalError({ code: 2, message: `HTTP ${status}` }, null);
  if (status >= 300) throw driftError(`${path} with HTTP ${status}`, text);
  return { text, json };
}

function parseWith<S extends z.ZodType>(
  schema: S,
  json: unknown,
  path: string,
  text: string,
): z.output<S> {
  const parsed = schema.safeParse(json);
  if (!parsed.success) throw driftError(path, text, parsed.error);
  return parsed.data;
}

async function* readPages<S extends z.ZodType>(
  caller: Caller,
  path: string,
  params: Params,
  schema: S,
  largest: number,
): AsyncGenerator<Item<z.output<S>>[], void, void> {
  let limit = largest;
  let after: string | undefined;
  const passed = new Set<string>();
  let restarts = 0;
  for (;;) {
    const page = { ...params, limit: String(limit), ...(after !== undefined && { after }) };
    let answer: { text: string; json: unknown };
    try {
      answer = await caller('GET', path, page);
    } catch (error) {
      const remedy = error instanceof MetaError ? error.remedy : null;
      if (remedy === 'reduce' && limit > SMALLEST_LIMIT) {
        limit = Math.max(SMALLEST_LIMIT, Math.floor(limit / 4));
        continue;
      }
      if (remedy !== 'restart' || ++restarts > RESTARTS) throw error;
      after = undefined;
      passed.clear();
      continue;
    }
    const { data, paging } = parseWith(pagingSchema, answer.json, path, answer.text);
    if (data.length > 0) yield parseItems(answer.text, schema, path);
    // `next` decides whether there is more, but it carries the token: only its cursor is used.
    if (!paging?.next) return;
    const cursor = paging.cursors?.after ?? cursorIn(paging.next);
    if (!cursor || passed.has(cursor))
      throw driftError(`${path} without a usable cursor`, answer.text);
    passed.add(cursor);
    after = cursor;
  }
}

function cursorIn(next: string): string | null {
  return URL.canParse(next) ? new URL(next).searchParams.get('after') : null;
}

/** A field that is null says what a missing one does. */
const withoutNulls = (item: unknown): unknown =>
  Object.fromEntries(Object.entries(Object(item)).filter(([, value]) => value !== null));

function parseItems<S extends z.ZodType>(
  text: string,
  schema: S,
  path: string,
): Item<z.output<S>>[] {
  return dataItems(text).map((raw) => ({
    raw,
    value: parseWith(schema, withoutNulls(parseJson(raw)), path, raw),
  }));
}
