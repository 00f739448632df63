import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import type pg from 'pg';
import type { DB } from './generated/tables.generated.ts';

export type Db = Kysely<DB>;
/** What `withTenant` and `withSystem` hand out; queries are written against it. */
export type Trx = Transaction<DB>;

const pools = new WeakMap<Db, pg.Pool>();

/** Typed queries over a pool. Closing it (`destroy`) ends the pool. */
export function createDatabase(pool: pg.Pool): Db {
  const db: Db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  pools.set(db, pool);
  return db;
}

/** @throws {TypeError} for a transaction or anything else that `createDatabase` did not make */
export function poolOf(db: Db): pg.Pool {
  const pool = pools.get(db);
  if (!pool) throw new TypeError('Only what createDatabase made has connections of its own.');
  return pool;
}

/** Who asks, as row level security sees it: `sub` is our user id or a linked foreign subject. */
export interface TenantClaims {
  sub: string;
  [claim: string]: unknown;
}

export interface TransactionOptions {
  /** `read only` also refuses writes by mistake. */
  accessMode?: 'read only' | 'read write';
  /** `repeatable read` shows one snapshot to all queries of the transaction. */
  isolationLevel?: 'read committed' | 'repeatable read' | 'serializable';
}

/**
 * Runs `fn` in one transaction as a signed-in person: row level security decides what it sees.
 * Claims and role end with the transaction. Do not wait for other connections or the network inside.
 *
 * @throws {TypeError} when the claims name nobody
 */
export async function withTenant<T>(
  db: Db,
  claims: TenantClaims,
  fn: (trx: Trx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  const json = claimsText(claims);
  return await transaction(db, options).execute(async (trx) => {
    await sql`
      select set_config('request.jwt.claims', ${json}, true),
             set_config('role', 'authenticated', true)
    `.execute(trx);
    return await fn(trx);
  });
}

/** The claims as the session holds them. @throws {TypeError} when they name nobody */
export function claimsText(claims: TenantClaims): string {
  if (typeof claims.sub !== 'string' || claims.sub === '') {
    throw new TypeError('A tenant needs claims with a subject; nothing was read.');
  }
  return JSON.stringify({ ...claims, role: 'authenticated' });
}

/**
 * Runs `fn` in one transaction as the owner of the tables, past row level security. For workers and
 * sign-in only: the caller answers for which shop it touches.
 */
export async function withSystem<T>(
  db: Db,
  fn: (trx: Trx) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return await transaction(db, options).execute(fn);
}

function transaction(db: Db, { accessMode, isolationLevel }: TransactionOptions) {
  let builder = db.transaction();
  if (isolationLevel !== undefined) builder = builder.setIsolationLevel(isolationLevel);
  if (accessMode !== undefined) builder = builder.setAccessMode(accessMode);
  return builder;
}
