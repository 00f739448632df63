import { z } from 'zod';

/**
 * Every schema that these are made of, parts before wholes and none of them as a nullable, optional or defaulted
 * use. The generator describes a name as it first meets it, so what may be null where it is used first would be
 * described as nullable everywhere.
 */
export function plainSchemas(roots: readonly z.ZodType[]): z.ZodType[] {
  const seen = new Set<z.ZodType>();
  const plain: z.ZodType[] = [];
  const visit = (schema: z.ZodType): void => {
    if (seen.has(schema)) return;
    seen.add(schema);
    for (const part of partsOf(schema)) visit(part);
    if (!isUse(schema)) plain.push(schema);
  };
  roots.forEach(visit);
  return plain;
}

const isUse = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodNullable ||
  schema instanceof z.ZodOptional ||
  schema instanceof z.ZodDefault;

/** What no document spells out: the "never" a strict object takes beside its fields, and JSON of any shape. */
const isEnd = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodNever || schema instanceof z.ZodLazy;

/** The schemas right inside one, whatever kind it is. */
function partsOf(schema: z.ZodType): z.ZodType[] {
  const { checks: _checks, ...def } = schema.def;
  const parts = Object.values(def).flatMap((part: unknown) =>
    typeof part === 'object' && part !== null && !(part instanceof z.ZodType)
      ? Object.values(part)
      : [part],
  );
  return parts.filter((part): part is z.ZodType => part instanceof z.ZodType && !isEnd(part));
}

/**
 * The document with "this name, or null" as OpenAPI 3.1 says it. The generator says "this name, and also text or
 * null", which null never is.
 */
export function withNullableNames<T>(part: T): T {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map(withNullableNames) as T;
  const inner = Object.fromEntries(
    Object.entries(part).map(([name, value]) => [name, withNullableNames(value)]),
  );
  const [named, use] = (inner.allOf ?? []) as [Named?, Use?];
  if (!named?.$ref || !Array.isArray(use?.type) || !use.type.includes('null')) return inner as T;
  const { type: _type, enum: _values, ...rest } = use;
  return { anyOf: [named, { type: 'null' }], ...rest } as T;
}

type Named = { $ref?: string };
type Use = { type?: unknown; enum?: unknown };
