import { createRoute, OpenAPIHono, type RouteConfig } from '@hono/zod-openapi';
import type { z } from 'zod';
import { ErrorBody, envelope } from '../contract/envelope.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { type ErrorCodeName, STATUS } from '../errors/error-table.ts';
import { ENDPOINTS } from '../routes/index.ts';
import { RENEWAL_PATH } from '../routes/renewal-path.ts';
import { EXAMPLES } from './examples.ts';
import { plainSchemas, withNullableNames } from './named-schemas.ts';

const INTRODUCTION = `Reads and actions of Commerce. A *store* under \`/api/v1/stores\` is a *shop* under \`/api/shops\`.

Answers are \`{success, data, message, timestamp, request_id}\`, errors \`{success: false, error: {code, message, details}, …}\` with a closed list of codes. Amounts are decimal strings, times RFC 3339, days \`YYYY-MM-DD\` in the shop's timezone. Reads carry an ETag; writes accept an \`Idempotency-Key\`, whose first answer is kept for a day.`;

type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>;
let made: OpenApiDocument | undefined;

/** OpenAPI 3.1, from the schemas that requests are checked with. */
export function openApiDocument(): OpenApiDocument {
  made ??= make();
  return made;
}

function make(): OpenApiDocument {
  const book = new OpenAPIHono();
  const registry = book.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'An access token (15 minutes), an API key (`ck_live_…`), or a Supabase token.',
  });
  registry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: 'commerce_access',
    description:
      'Set by signing in (`__Host-commerce_access` under https). Writes need the Origin of this server.',
  });
  registry.registerPath(everySchema());
  for (const endpoint of ENDPOINTS) {
    for (const path of [endpoint.path, ...(endpoint.aliases ?? [])]) {
      registry.registerPath(routeOf(endpoint, path));
    }
  }
  registry.registerPath(renewal);
  const document = book.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Commerce API', version: '1.0.0', description: INTRODUCTION },
    servers: [{ url: '/' }],
    tags: [...new Set(ENDPOINTS.map(({ tag }) => tag))].map((name) => ({ name })),
  });
  delete document.paths?.[EVERY_SCHEMA];
  return withNullableNames(document);
}

const EVERY_SCHEMA = '/every-schema';

/** Comes first, for the generator to meet each name by itself, and is left out in the end. */
const everySchema = (): RouteConfig => ({
  method: 'get',
  path: EVERY_SCHEMA,
  responses: {
    200: {
      description: '',
      content: Object.fromEntries(
        plainSchemas(
          ENDPOINTS.flatMap(({ params, query, body, data }) => [
            ...[params, query, body].filter((schema) => schema !== undefined),
            data,
          ]),
        ).map((schema, nth) => [`schema/${nth}`, { schema }]),
      ),
    },
  },
});

function routeOf(endpoint: Endpoint, path: string): RouteConfig {
  const { method, tag, summary, description, access, audit } = endpoint;
  const example = EXAMPLES[`${method} ${endpoint.path}`];
  return createRoute({
    method,
    path,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    operationId: operationId(method, path),
    security: access === 'public' ? [] : [{ bearer: [] }, { cookie: [] }],
    request: requestOf(endpoint, example?.request),
    responses: {
      [endpoint.status ?? 200]: {
        description: 'Done.',
        content: {
          'application/json': {
            schema: envelope(endpoint.data),
            ...(example?.response === undefined
              ? {}
              : { example: { ...ENVELOPE_EXAMPLE, data: example.response } }),
          },
        },
      },
      ...errorsOf(endpoint),
    },
    'x-access': (endpoint.access === 'write' && endpoint.scope) || access,
    'x-audit': audit,
  });
}

const ENVELOPE_EXAMPLE = {
  success: true,
  message: null,
  timestamp: '2026-11-19T15:04:05.000Z',
  request_id: '7f8a1c1e-2d0b-4c5e-9a54-0a1f3c5d7e90',
};

function requestOf(endpoint: Endpoint, example: unknown): RouteConfig['request'] {
  const { params, query, body } = endpoint as {
    params?: z.ZodObject;
    query?: z.ZodObject;
    body?: z.ZodType;
  };
  return {
    ...(params ? { params } : {}),
    ...(query ? { query } : {}),
    ...(body
      ? {
          body: {
            required: true,
            content: {
              'application/json': { schema: body, ...(example === undefined ? {} : { example }) },
            },
          },
        }
      : {}),
  };
}

/** Codes that any endpoint of its kind can answer, beside its own. */
function errorsOf(endpoint: Endpoint): RouteConfig['responses'] {
  const codes = new Set<ErrorCodeName>([
    'invalid_input',
    'rate_limited',
    'internal',
    ...(endpoint.access === 'public' ? [] : (['unauthenticated', 'forbidden'] as const)),
    ...(endpoint.access === 'write' ? (['conflict', 'idempotency_mismatch'] as const) : []),
    ...(endpoint.method === 'get' ? [] : (['payload_too_large'] as const)),
    ...(endpoint.errors ?? []),
  ]);
  const byStatus = new Map<number, ErrorCodeName[]>();
  for (const code of codes)
    byStatus.set(STATUS[code], [...(byStatus.get(STATUS[code]) ?? []), code]);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, names]) => [
        status,
        {
          description: names.map((name) => `\`${name}\``).join(' or '),
          content: { 'application/json': { schema: ErrorBody } },
        },
      ]),
  );
}

/** `get /api/shops/{shop_id}/metrics` → `get_shops_by_shop_id_metrics`. */
const operationId = (method: string, path: string): string =>
  `${method}_${path
    .replace(/^\/api\//, '')
    .replaceAll(/\{(\w+)\}/g, 'by_$1')
    .replaceAll(/\W+/g, '_')}`;

const renewal = createRoute({
  method: 'get',
  path: RENEWAL_PATH,
  tags: ['Sign-in'],
  summary: 'Renew the browser’s cookies and go on',
  description:
    'For page navigations: exchanges the refresh cookie and redirects to `next`, a path of this site, or to the sign-in page.',
  operationId: 'get_v1_auth_renew',
  security: [],
  request: {},
  responses: { 303: { description: 'Go to `next`, or to the sign-in page.' } },
  'x-access': 'public',
  'x-audit': { records: ['session.reuse_detected'] },
});
