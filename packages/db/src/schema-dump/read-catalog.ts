import type pg from 'pg';

/** The schemas this product owns. */
export const ownSchemas = ['app_dashboard', 'staging_ingest', 'core_warehouse', 'reporting'];

export interface CatalogColumn {
  schema: string;
  relation: string;
  /** r table, p partitioned table, v view, m materialized view. */
  kind: 'r' | 'p' | 'v' | 'm';
  name: string;
  /** As declared, with modifiers: numeric(20,4). */
  type: string;
  /** The plain type, that of the elements for an array: int8. */
  baseType: string;
  isArray: boolean;
  notNull: boolean;
  default: string | null;
  /** '' none, a always, d by default. */
  identity: '' | 'a' | 'd';
  generated: boolean;
}

const columnsQuery = `
  select n.nspname as schema, c.relname as relation, c.relkind as kind, a.attname as name,
         format_type(a.atttypid, a.atttypmod) as type,
         coalesce(element.typname, t.typname) as "baseType", element.oid is not null as "isArray",
         a.attnotnull as "notNull", pg_get_expr(d.adbin, d.adrelid) as default,
         a.attidentity as identity, a.attgenerated <> '' as generated
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_type t on t.oid = a.atttypid
    left join pg_type element on element.oid = t.typelem and t.typcategory = 'A'
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
   where n.nspname = any($1) and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0
     and not a.attisdropped
   order by array_position($1, n.nspname::text), c.relname collate "C", a.attnum`;

/** Columns of every table and view of the given schemas, in declared order. */
export async function readColumns(
  client: pg.Pool | pg.ClientBase,
  schemas: string[] = ownSchemas,
): Promise<CatalogColumn[]> {
  const { rows } = await client.query<CatalogColumn>(columnsQuery, [schemas]);
  return rows;
}

const checksQuery = `
  select n.nspname as schema, c.relname as relation, a.attname as column,
         pg_get_constraintdef(k.oid) as definition
    from pg_constraint k
    join pg_class c on c.oid = k.conrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
   where k.contype = 'c' and n.nspname = any($1) and cardinality(k.conkey) = 1`;

export interface ColumnCheck {
  schema: string;
  relation: string;
  column: string;
  definition: string;
}

/** Check constraints that speak of one column. */
export async function readColumnChecks(
  client: pg.Pool | pg.ClientBase,
  schemas: string[] = ownSchemas,
): Promise<ColumnCheck[]> {
  const { rows } = await client.query<ColumnCheck>(checksQuery, [schemas]);
  return rows;
}

/** Columns by 'schema.relation', in the order they came. */
export function byRelation(columns: CatalogColumn[]): Map<string, CatalogColumn[]> {
  const relations = new Map<string, CatalogColumn[]>();
  for (const column of columns) {
    const name = `${column.schema}.${column.relation}`;
    const members = relations.get(name);
    if (members === undefined) relations.set(name, [column]);
    else members.push(column);
  }
  return relations;
}
