import { PlatformError, type PlatformErrorKind } from '@commerce/core';
import type { GraphqlError } from './schemas.ts';

interface Meaning {
  kind: PlatformErrorKind;
  /** What the operator should do, as a sentence. */
  advice: string;
}

/** HTTP statuses of the Admin API; other 5xx are `unavailable`, other 4xx `invalid_request`. */
const BY_STATUS: Readonly<Record<number, Meaning>> = {
  401: {
    kind: 'credentials',
    advice: 'Connect the shop again with valid credentials; stored data is kept.',
  },
  402: {
    kind: 'permission',
    advice: 'The shop is frozen; settle its Shopify bill, then sync again.',
  },
  403: {
    kind: 'permission',
    advice: 'The app may not use this shop; check that it is installed and its plan is active.',
  },
  404: {
    kind: 'invalid_request',
    advice: 'No shop answers at this address; check the shop domain of the connection.',
  },
  408: { kind: 'unavailable', advice: 'It will be tried again.' },
  423: { kind: 'permission', advice: 'The shop is locked; ask Shopify support, then sync again.' },
  429: { kind: 'rate_limited', advice: 'It will be tried again when Shopify allows it.' },
  430: {
    kind: 'permission',
    advice: "Shopify's security filter stopped the request; check the network this server uses.",
  },
};

/** `extensions.code` of GraphQL errors; codes that are not listed are our mistake. */
const BY_CODE: Readonly<Record<string, Meaning>> = {
  ACCESS_DENIED: {
    kind: 'permission',
    advice: 'Grant the scope to the app, release it, and connect the shop again.',
  },
  THROTTLED: { kind: 'rate_limited', advice: 'It will be tried again when Shopify allows it.' },
  INTERNAL_SERVER_ERROR: { kind: 'unavailable', advice: 'It will be tried again.' },
  TIMEOUT: { kind: 'unavailable', advice: 'It will be tried again.' },
  SHOP_INACTIVE: {
    kind: 'permission',
    advice: 'The shop is not active; reopen it, then sync again.',
  },
  UNAUTHORIZED: {
    kind: 'credentials',
    advice: 'Connect the shop again with valid credentials; stored data is kept.',
  },
  MAX_COST_EXCEEDED: { kind: 'invalid_request', advice: 'The query must be made smaller.' },
};

/** `errorCode` of a bulk operation that ended as FAILED. */
const BY_BULK_CODE: Readonly<Record<string, Meaning>> = {
  ACCESS_DENIED: {
    kind: 'permission',
    advice: 'The app lacks a scope for a field of the query; grant it and connect the shop again.',
  },
  INTERNAL_SERVER_ERROR: { kind: 'unavailable', advice: 'It will be started again.' },
  TIMEOUT: { kind: 'unavailable', advice: 'It will be started again.' },
};

/** `userErrors[].code` of starting a bulk operation. */
const BY_START_CODE: Readonly<Record<string, Meaning>> = {
  OPERATION_IN_PROGRESS: {
    kind: 'rate_limited',
    advice: 'Five operations are running already; it will be started when one has ended.',
  },
  LIMIT_REACHED: { kind: 'rate_limited', advice: 'It will be started again later.' },
  INVALID: { kind: 'invalid_request', advice: 'Shopify does not accept this bulk query.' },
};

const OUR_MISTAKE: Meaning = {
  kind: 'invalid_request',
  advice: 'Nothing was stored; repeating it will not help.',
};

const DEFAULT_WAIT_MS = 2_000;
const BULK_SLOT_WAIT_MS = 60_000;

/** Classifies a refused HTTP request; `retryAfter` is the header's text, in seconds. */
export function statusError(
  status: number,
  body: string,
  retryAfter: string | undefined,
): PlatformError {
  const meaning: Meaning =
    BY_STATUS[status] ??
    (status >= 500 ? { kind: 'unavailable', advice: 'It will be tried again.' } : OUR_MISTAKE);
  const seconds = Number(retryAfter);
  const waitMs = retryAfter !== undefined && seconds >= 0 ? seconds * 1000 : DEFAULT_WAIT_MS;
  return new PlatformError(meaning.kind, `Shopify answered ${status}. ${meaning.advice}`, {
    platformCode: String(status),
    rejected: { body },
    ...(meaning.kind === 'rate_limited' && { retryAfterMs: waitMs }),
  });
}

/** The most telling of several GraphQL errors, classified by its code. */
export function graphqlError(errors: readonly GraphqlError[], body: string): PlatformError {
  const coded = errors.find(({ extensions }) => extensions?.code != null) ?? errors[0];
  const code = coded?.extensions?.code ?? undefined;
  const meaning = (code !== undefined && BY_CODE[code]) || OUR_MISTAKE;
  const scope = coded?.extensions?.requiredAccess;
  const said = coded?.message.slice(0, 300) ?? 'no reason given';
  const needed = scope ? ` Required access: ${scope}.` : '';
  return new PlatformError(
    meaning.kind,
    `Shopify refused the query: ${said}${needed} ${meaning.advice}`,
    {
      rejected: { body },
      ...(code !== undefined && { platformCode: code }),
      ...(meaning.kind === 'rate_limited' && { retryAfterMs: DEFAULT_WAIT_MS }),
    },
  );
}

/** Why a bulk operation did not start. */
export function startError(code: string | null | undefined, message: string): PlatformError {
  const meaning = BY_START_CODE[code ?? ''] ?? OUR_MISTAKE;
  return new PlatformError(
    meaning.kind,
    `Shopify did not start the bulk operation: ${message} ${meaning.advice}`,
    {
      ...(code && { platformCode: code }),
      ...(meaning.kind === 'rate_limited' && { retryAfterMs: BULK_SLOT_WAIT_MS }),
    },
  );
}

/** Why a bulk operation ended without a result. */
export function bulkFailure(errorCode: string | null | undefined, kept: string): PlatformError {
  const meaning: Meaning = BY_BULK_CODE[errorCode ?? ''] ?? {
    kind: 'unavailable',
    advice: 'It will be started again.',
  };
  return new PlatformError(
    meaning.kind,
    `The bulk operation failed (${errorCode ?? 'no code'}). ${kept} ${meaning.advice}`,
    { platformCode: errorCode ?? 'FAILED' },
  );
}

/** Something that is not what the pinned version promises; the bytes go with the error. */
export function drift(
  message: string,
  body: string,
  options: { externalId?: string; cause?: unknown } = {},
): PlatformError {
  return new PlatformError(
    'schema_drift',
    `${message}; the bytes were kept, nothing of them was used`,
    {
      rejected: {
        body,
        ...(options.externalId !== undefined && { externalId: options.externalId }),
      },
      cause: options.cause,
    },
  );
}

/** A filter the platform silently ignored: its answer would hold everything. */
export function ignoredFilter(field: string, message: string): PlatformError {
  return new PlatformError(
    'invalid_request',
    `Shopify ignored the filter "${field}" (${message}); its answer was thrown away`,
    { platformCode: 'search_warning' },
  );
}

/** Whether Shopify refused a field or record for lack of a scope or of an approval. */
export const isDenied = (error: unknown): boolean =>
  error instanceof PlatformError && error.platformCode === 'ACCESS_DENIED';
