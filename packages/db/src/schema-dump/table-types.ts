import { byRelation, type CatalogColumn, type ColumnCheck } from './read-catalog.ts';

const scalarTypes: Record<string, string> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  numeric: 'Decimal',
  date: 'Day',
  timestamptz: 'Instant',
  json: 'Json',
  jsonb: 'Json',
};

const header = `// Written by packages/db/src/schema-dump/main.ts from the migrated schema; do not edit.
import type { ColumnType } from 'kysely';

/** The database fills the column when an insert leaves it out. */
export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U>
    ? ColumnType<S, I | undefined, U>
    : ColumnType<T, T | undefined, T>;

/** The database computes the column; it cannot be written. */
export type GeneratedAlways<T> =
  T extends ColumnType<infer S, unknown, unknown>
    ? ColumnType<S, never, never>
    : ColumnType<T, never, never>;

/** numeric as a decimal string; never a JS number. */
export type Decimal = string;
/** 'YYYY-MM-DD' in the timezone the column's table states. */
export type Day = string;
/** timestamptz: a Date when read; a Date or an ISO string with offset when written. */
export type Instant = ColumnType<Date, Date | string, Date | string>;
/** json: parsed when read; written as text, because the driver would send an array as a Postgres array. */
export type Json = ColumnType<unknown, string, string>;
`;

/** TypeScript source with one interface per table and view, and `DB` for Kysely. */
export function tableTypes(columns: CatalogColumn[], checks: ColumnCheck[]): string {
  const allowed = new Map(
    checks.flatMap((check) => {
      const values = literalValues(check.definition);
      return values === undefined ? [] : [[keyOf(check, check.column), values] as const];
    }),
  );
  const relations = byRelation(columns);
  const interfaces = [...relations].map(([relation, members]) => {
    const lines = members.map(
      (column) =>
        `  ${column.name}: ${columnType(column, allowed.get(keyOf(column, column.name)))};`,
    );
    return `export interface ${interfaceName(relation)} {\n${lines.join('\n')}\n}\n`;
  });
  const entries = [...relations.keys()].map((name) => `  '${name}': ${interfaceName(name)};`);
  return [header, ...interfaces, `export interface DB {\n${entries.join('\n')}\n}\n`].join('\n');
}

function keyOf(owner: { schema: string; relation: string }, column: string): string {
  return `${owner.schema}.${owner.relation}.${column}`;
}

function interfaceName(relation: string): string {
  return relation.replaceAll(/(?:^|[._])(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The values of `check (column in ('a', 'b'))`, as the catalog prints it. */
function literalValues(definition: string): string[] | undefined {
  const list = /^CHECK \(\(\w+ = ANY \(ARRAY\[([^\]]*)\]\)\)\)$/.exec(definition)?.[1];
  if (list === undefined) return undefined;
  const values = list.split(', ').map((item) => /^'([^'\\]*)'::text$/.exec(item)?.[1]);
  return values.every((value) => value !== undefined) ? values : undefined;
}

function columnType(column: CatalogColumn, allowed: string[] | undefined): string {
  const union = allowed?.map((value) => `'${value}'`).join(' | ');
  const scalar = scalarTypes[column.baseType] ?? 'string';
  const element = union ?? (column.isArray && scalar === 'Json' ? 'unknown' : scalar);
  const value = column.isArray ? `${element.includes('|') ? `(${element})` : element}[]` : element;
  const nullable = column.notNull ? value : `${value} | null`;
  if (column.generated || column.identity === 'a') return `GeneratedAlways<${nullable}>`;
  if (column.default !== null || column.identity === 'd') return `Generated<${nullable}>`;
  return nullable;
}
