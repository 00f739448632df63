import type { Db } from '@commerce/db';
import { sql } from 'kysely';

/** Moves whenever somebody is recognised, whatever they ask. */
const BOOKKEEPING = new Set(['app_dashboard.api_keys']);

async function tables(db: Db, holding?: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select t.table_schema || '.' || t.table_name as name
    from information_schema.tables t
    where t.table_schema in ('app_dashboard', 'core_warehouse', 'reporting', 'staging_ingest')
      and t.table_type = 'BASE TABLE'
      and (${holding ?? null}::text is null or exists (
        select from information_schema.columns c
        where c.table_schema = t.table_schema and c.table_name = t.table_name and c.column_name = ${holding ?? null}))
    order by 1
  `.execute(db);
  return rows.map(({ name }) => name);
}

/** Count and hash of the rows of every table, to tell whether anything was written anywhere. */
export async function fingerprint(db: Db): Promise<Record<string, string>> {
  const names = (await tables(db)).filter((name) => !BOOKKEEPING.has(name));
  const { rows } = await sql<{ name: string; print: string }>`${sql.join(
    names.map(
      (name) => sql`select ${name}::text as name,
        count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as print
        from ${sql.table(name)} t`,
    ),
    sql` union all `,
  )}`.execute(db);
  return Object.fromEntries(rows.map(({ name, print }) => [name, print]));
}

const SHORTEST = 6;
const TIME = /^\d{4}-\d\d-\d\d/;

/** Every text and number of at least six characters that rows of this shop hold and rows of no other; no times. */
export async function wordsOnlyOf(db: Db, shopId: string): Promise<string[]> {
  const parts = (await tables(db, 'shop_id')).map(
    (name) => sql`select shop_id = ${shopId}::uuid as own, to_jsonb(t) as row
      from ${sql.table(name)} t where shop_id is not null`,
  );
  parts.push(sql`select id = ${shopId}::uuid, to_jsonb(t) from app_dashboard.shops t`);
  const { rows } = await sql<{ own: boolean; row: unknown }>`${sql.join(
    parts,
    sql` union all `,
  )}`.execute(db);
  const [own, others] = [new Set<string>(), new Set<string>()];
  for (const { own: isOwn, row } of rows) collect(row, isOwn ? own : others);
  return [...own].filter((word) => !others.has(word));
}

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) collect(inner, into);
  } else if (String(value).length >= SHORTEST && !TIME.test(String(value))) {
    into.add(String(value));
  }
}
