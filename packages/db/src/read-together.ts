import type { RawBuilder } from 'kysely';
import pg from 'pg';
import { claimsText, type Db, poolOf, type TenantClaims } from './database.ts';
import { shareTrips } from './share-trips.ts';

/** Rows of each query, in the order of the queries. */
type RowsOf<Q extends readonly RawBuilder<unknown>[]> = {
  -readonly [K in keyof Q]: Q[K] extends RawBuilder<infer Row> ? Row[] : never;
};

/** The statements of one transaction. */
type Script = readonly string[];

const read = shareTrips(runScripts);

/**
 * Runs quick reads that do not need each other's rows in one read-only transaction, and transactions asked for
 * at the same time in one message: under load many of them cost a single round trip. As a signed-in person
 * under row level security like `withTenant`; with claims null as the owner of the tables.
 *
 * @param queries at least one; only text, finite numbers, booleans and null may be their values
 * @throws {TypeError} when the claims name nobody, or for any other kind of value; nothing was sent then
 */
export async function readTogether<const Q extends readonly RawBuilder<unknown>[]>(
  db: Db,
  claims: TenantClaims | null,
  queries: Q,
): Promise<RowsOf<Q>> {
  const results = await read(db, [
    'begin isolation level repeatable read read only',
    ...(claims === null ? [] : [becomeTenant(claims)]),
    ...queries.map((query) => inlined(query, db)),
    'commit',
  ]);
  return results.slice(-1 - queries.length, -1).map(({ rows }) => rows) as RowsOf<Q>;
}

/** The results of each script's own statements. */
async function runScripts(
  db: Db,
  scripts: readonly Script[],
): Promise<readonly pg.QueryResult[][]> {
  const client = await poolOf(db).connect();
  let broken = false;
  try {
    const results = await client.query(scripts.flat().join(';\n')).catch(async (error: unknown) => {
      // The server skipped everything after the failure, and so the commit.
      await client.query('rollback').catch(() => (broken = true));
      throw error;
    });
    const all = results as unknown as pg.QueryResult[];
    let at = 0;
    return scripts.map(({ length }) => all.slice(at, (at += length)));
  } finally {
    client.release(broken);
  }
}

const becomeTenant = (claims: TenantClaims): string =>
  `select set_config('request.jwt.claims', ${literal(claimsText(claims))}, true), set_config('role', 'authenticated', true)`;

/** A message of several statements cannot carry parameters, so each value stands in its place as a literal. */
function inlined(query: RawBuilder<unknown>, db: Db): string {
  const { sql, parameters } = query.compile(db);
  return sql.replaceAll(/\$(\d+)/g, (_, position) => literal(parameters[Number(position) - 1]));
}

/** Quoted whatever it is, so that its type is found out as a parameter's would be. */
function literal(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value === 'string' && !value.includes('\0')) return pg.escapeLiteral(value);
  if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) {
    return `'${value}'`;
  }
  throw new TypeError(`${typeof value} cannot be a value here; nothing was read.`);
}
