import { describe, expect, it } from 'vitest';
import { ENDPOINTS } from '../routes/index.ts';
import { openApiDocument } from './document.ts';
import { EXAMPLES } from './examples.ts';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string; required?: boolean }[];
}

interface Component {
  type?: string | string[];
  properties?: Record<string, unknown>;
}

const document = openApiDocument() as unknown as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Component> };
};
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.values(item).map((operation): [string, Operation] => [path, operation]),
);

/** Every part of the document that refers to another one. */
function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
}

const NULL = { type: 'null' };
const at = (ref: string): unknown =>
  ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((part, name) => (part as Record<string, unknown>)?.[name], document);

describe('the document', () => {
  it('refers only to what it holds', () => {
    const refs = [...new Set(refsIn(document))];
    expect(refs.length).toBeGreaterThan(30);
    expect(refs.filter((ref) => at(ref) === undefined)).toEqual([]);
  });

  it('says where a name may be null, and of no name that it is', () => {
    const { schemas } = document.components;
    const nullable = Object.entries(schemas).filter(([, { type }]) => type?.includes('null'));
    expect(nullable).toEqual([]);
    expect(schemas.AdPerformance?.properties).toMatchObject({
      spend: { $ref: '#/components/schemas/Amount' },
      conversions: { anyOf: [{ $ref: '#/components/schemas/Amount' }, { type: 'null' }] },
    });
    expect(schemas.Execution).toMatchObject({
      allOf: [
        { $ref: '#/components/schemas/ExecutionSummary' },
        { properties: { before: { anyOf: [{ $ref: '#/components/schemas/Facts' }, NULL] } } },
      ],
    });
    // Null is no text: both at once would admit nothing.
    expect(JSON.stringify(document)).not.toMatch(/"allOf":\[\{"\$ref":"[^"]*"\},\{"type":\[/);
  });

  it('calls each operation by a name of its own', () => {
    const names = operations.map(([, { operationId }]) => operationId);
    expect(names.filter((name, nth) => names.indexOf(name) !== nth)).toEqual([]);
    expect(names.filter((name) => !/^[a-z]\w*$/i.test(name))).toEqual([]);
  });

  it.each(operations)(
    'declares the parameters in %s, and no others',
    (path, { parameters = [] }) => {
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(inPath.map(({ name }) => name)).toEqual(wanted);
      expect(inPath.every(({ required }) => required)).toBe(true);
    },
  );
});

describe.each(Object.entries(EXAMPLES))('the example of %s', (key, { request, response }) => {
  const endpoint = ENDPOINTS.find(({ method, path }) => `${method} ${path}` === key);

  it('is of an endpoint there is', () => expect(endpoint).toBeDefined());

  it('is what the endpoint takes and answers', () => {
    if (request !== undefined) {
      expect(endpoint?.body?.safeParse(request).error?.issues).toBeUndefined();
    }
    if (response !== undefined) expect(endpoint?.data.parse(response)).toEqual(response);
  });
});
