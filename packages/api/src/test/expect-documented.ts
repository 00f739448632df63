import { expect } from 'vitest';
import { ErrorBody, envelope } from '../contract/envelope.ts';
import { pathsOf } from '../create-api.ts';
import type { Endpoint } from '../endpoint/endpoint.ts';
import { openApiDocument } from '../openapi/document.ts';
import { ENDPOINTS } from '../routes/index.ts';

interface Answer {
  status: number;
  body: unknown;
}

/** Fails unless an answer of an endpoint is what its contract says, to the last field, and nothing more. */
export function expectDocumented(method: string, path: string, { status, body }: Answer): void {
  const found = endpointAt(method, path);
  if (!found) return;
  const where = `${method} ${path} answers ${status} as documented`;
  const success = status === (found.spec.status ?? 200);
  const schema = success ? envelope(found.spec.data) : ErrorBody;
  const parsed = schema.safeParse(body);
  expect(parsed.error?.issues, where).toBeUndefined();
  // Parsing drops what no schema names, so whatever is missing afterwards is documented nowhere.
  expect(parsed.data, where).toEqual(body);
  if (parsed.data?.success !== false) return;
  const item = openApiDocument().paths?.[found.path] as Record<string, Operation> | undefined;
  const described = item?.[found.spec.method]?.responses[status]?.description;
  expect(described, where).toContain(`\`${parsed.data.error.code}\``);
}

interface Operation {
  responses: Record<string, { description: string }>;
}

const PLACES = ENDPOINTS.flatMap((spec) =>
  pathsOf(spec).map((path) => ({
    spec,
    path,
    matches: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  })),
);

/** The first that fits, as the router takes it. */
function endpointAt(method: string, url: string): { spec: Endpoint; path: string } | undefined {
  const [path = ''] = url.split('?');
  return PLACES.find(
    ({ spec, matches }) => spec.method === method.toLowerCase() && matches.test(path),
  );
}
