import type { FailureKind } from '../failures.ts';
import { type Answer, UNAUTHORIZED, json } from './answer.ts';

const STATUS_ANSWERS: Readonly<Partial<Record<FailureKind, () => Answer>>> = {
  http_401: () => json(401, UNAUTHORIZED),
  http_402: () => json(402, { errors: 'Unavailable Shop' }),
  http_403: () => json(403, { errors: 'Forbidden' }),
  http_404: () => json(404, { errors: 'Not Found' }),
  http_423: () => json(423, { errors: 'Locked' }),
  http_429: () =>
    json(429, { errors: 'Exceeded 2 calls per second for api client.' }, { 'Retry-After': '2.0' }),
  http_500: () => json(500, { errors: 'Internal Server Error' }),
  http_502: () => ({
    status: 502,
    headers: { 'Content-Type': 'text/html' },
    body: '<h1>Bad Gateway</h1>',
  }),
  http_503: () => json(503, { errors: 'Service Unavailable' }, { 'Retry-After': '1.0' }),
  internal_error: () =>
    json(200, {
      errors: [
        {
          message: 'Internal error. Looks like something went wrong on our end.',
          extensions: { code: 'INTERNAL_SERVER_ERROR' },
        },
      ],
    }),
  throttled: () =>
    json(200, {
      errors: [
        {
          message: 'Throttled',
          extensions: {
            code: 'THROTTLED',
            documentation: 'https://shopify.dev/api/usage/rate-limits',
          },
        },
      ],
      extensions: {
        cost: {
          requestedQueryCost: 752,
          actualQueryCost: null,
          throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 118, restoreRate: 100 },
        },
      },
    }),
  malformed: () => ({
    status: 200,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: '{"data":{"orders":{"edges":[{"node":',
  }),
};

/** The answer of a failure that replaces the real one; null for failures of the connection. */
export function failureAnswer(kind: FailureKind): Answer | null {
  return STATUS_ANSWERS[kind]?.() ?? null;
}
