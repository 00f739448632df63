import { isRetryable, PlatformError } from '@commerce/core';
import type { z } from 'zod';
import type { Connection } from '../platform/connection.ts';
import type { TransportResponse } from '../transport/transport.ts';
import { API_VERSION } from './api-version.ts';
import { CostBudget } from './cost-budget.ts';
import { drift, graphqlError, ignoredFilter, statusError } from './errors.ts';
import { configSchema, type Envelope, envelopeSchema, type GraphqlError } from './schemas.ts';
import { accessToken, isRenewable } from './tokens.ts';

const MAX_RETRIES = 5;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** A document with the name its cost is remembered by. */
export interface Query {
  name: string;
  text: string;
}

export interface AskOptions {
  variables?: Record<string, unknown>;
  signal?: AbortSignal | undefined;
  /** Off for a call that must not be sent twice without looking first. Throttling is always waited for. */
  retryLost?: boolean;
  /** Fewer where a person waits for the answer. */
  retries?: number;
}

/** A parsed answer together with the text it was read from. */
export interface Answer<T> {
  data: T;
  body: string;
  /** Set when the shop answered in another version than the pinned one. */
  servedVersion: string | null;
  /** When Shopify answered by its own clock, to the second; null when it does not say. */
  answeredAt: Date | null;
}

const budgets = new WeakMap<Connection, CostBudget>();

function budgetOf(connection: Connection): CostBudget {
  let budget = budgets.get(connection);
  if (!budget) budgets.set(connection, (budget = new CostBudget()));
  return budget;
}

/** Exponential, capped, with up to a quarter of jitter so that workers do not return together. */
function backoff(attempt: number, atLeast: number): number {
  const wait = Math.max(atLeast, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt));
  return Math.round(wait * (1 + Math.random() / 4));
}

async function post(
  connection: Connection,
  query: Query,
  options: AskOptions,
): Promise<TransportResponse> {
  const { shop_domain } = configSchema.parse(connection.config);
  const send = (token: string): Promise<TransportResponse> =>
    connection.transport.request({
      method: 'POST',
      url: `https://${shop_domain}/admin/api/${API_VERSION}/graphql.json`,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        'x-shopify-access-token': token,
      },
      body: JSON.stringify({
        query: query.text,
        ...(options.variables && { variables: options.variables }),
      }),
      ...(options.signal && { signal: options.signal }),
    });
  const token = await accessToken(connection, { signal: options.signal });
  const response = await send(token);
  if (response.status !== 401 || !isRenewable(connection)) return response;
  return send(await accessToken(connection, { refused: token, signal: options.signal }));
}

function envelopeOf(body: string): Envelope {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch (cause) {
    throw drift('Shopify answered with something that is not JSON', body, { cause });
  }
  const parsed = envelopeSchema.safeParse(json);
  if (!parsed.success) {
    throw drift("Shopify's answer has an unknown shape", body, { cause: parsed.error });
  }
  return parsed.data;
}

const errorsOf = (envelope: Envelope): GraphqlError[] =>
  typeof envelope.errors === 'string' ? [{ message: envelope.errors }] : (envelope.errors ?? []);

function refuseWarnings(envelope: Envelope): void {
  for (const { warnings } of envelope.extensions?.search ?? []) {
    const [warning] = warnings;
    if (warning) throw ignoredFilter(warning.field ?? 'unknown', warning.message);
  }
}

function headerInstant(date: string | undefined): Date | null {
  const at = new Date(date ?? '');
  return Number.isNaN(at.getTime()) ? null : at;
}

async function askOnce<Schema extends z.ZodType>(
  connection: Connection,
  query: Query,
  schema: Schema,
  options: AskOptions,
): Promise<Answer<z.infer<Schema>>> {
  const response = await post(connection, query, options);
  const body = await response.text();
  if (response.status !== 200) {
    throw statusError(response.status, body, response.headers['retry-after']);
  }
  const envelope = envelopeOf(body);
  const budget = budgetOf(connection);
  budget.learn(query.name, envelope.extensions?.cost, connection.now().getTime());
  const errors = errorsOf(envelope);
  if (errors.length > 0) throw graphqlError(errors, body);
  refuseWarnings(envelope);
  const parsed = schema.safeParse(envelope.data);
  if (!parsed.success) {
    throw drift(`Shopify's answer to ${query.name} has an unknown shape`, body, {
      cause: parsed.error,
    });
  }
  const served = response.headers['x-shopify-api-version'];
  return {
    data: parsed.data,
    body,
    servedVersion: served !== undefined && served !== API_VERSION ? served : null,
    answeredAt: headerInstant(response.headers.date),
  };
}

/**
 * Asks the Admin GraphQL API and parses the answer. Waits until the query fits into the shop's cost
 * bucket, retries throttling, 429, 5xx and lost answers with capped backoff, renews a refused token once.
 * @throws PlatformError of the kinds in errors.ts; `schema_drift` keeps the body.
 */
export async function ask<Schema extends z.ZodType>(
  connection: Connection,
  query: Query,
  schema: Schema,
  options: AskOptions = {},
): Promise<Answer<z.infer<Schema>>> {
  const { retries = MAX_RETRIES } = options;
  const budget = budgetOf(connection);
  for (let attempt = 0; ; attempt += 1) {
    const wait = budget.waitFor(query.name, connection.now().getTime());
    if (wait > 0) await connection.sleep(wait, options.signal);
    try {
      return await askOnce(connection, query, schema, options);
    } catch (error) {
      const refusedForNow = error instanceof PlatformError && error.kind === 'rate_limited';
      const again = refusedForNow || (options.retryLost !== false && isRetryable(error));
      if (!again || attempt >= retries) throw error;
      const atLeast = error instanceof PlatformError ? (error.retryAfterMs ?? 0) : 0;
      await connection.sleep(backoff(attempt, Math.min(atLeast, LONGEST_WAIT_MS)), options.signal);
    }
  }
}
