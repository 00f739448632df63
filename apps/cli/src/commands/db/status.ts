import { migrationStatus } from '@commerce/db';
import type { Invocation } from '../../command.ts';
import { grouped } from '../../output/progress.ts';
import { table } from '../../output/table.ts';
import { type PlainDatabase, withDatabase } from '../../session/open-plain-database.ts';
import { readRunning } from '@commerce/server';

const COUNTED = [
  'app_dashboard.shops',
  'app_dashboard.connectors',
  'core_warehouse.orders',
  'core_warehouse.metrics_daily',
] as const;

export async function status(invocation: Invocation): Promise<void> {
  await withDatabase(invocation, async (plain) => {
    const { config, database } = plain;
    const { current, pending } = await migrationStatus(database.pool);
    const { rows } = await database.pool.query<{ version: string; bytes: number }>(
      `select current_setting('server_version') as version, pg_database_size(current_database())::float8 as bytes`,
    );
    const facts = {
      database: config.database.kind,
      place: place(plain),
      role: database.role,
      used_by_pid: database.role === 'guest' ? (readRunning(config.dataDir)?.pid ?? null) : null,
      server_version: rows[0]?.version ?? null,
      bytes: rows[0]?.bytes ?? null,
      schema_version: current,
      pending_migrations: pending,
      rows: current === null || pending.length > 0 ? {} : await countRows(plain),
    };
    invocation.out.answer(facts, statusLines(facts));
  });
}

/** Where the data lies; a password in the address is left out. */
function place({ config }: PlainDatabase): string {
  if (config.database.kind === 'embedded') return config.dataDir;
  const { host, pathname } = new URL(config.database.url);
  return `${host}${pathname}`;
}

async function countRows({ database }: PlainDatabase): Promise<Record<string, number>> {
  const counts = COUNTED.map((name) => `(select count(*) from ${name})::float8 as "${name}"`);
  const { rows } = await database.pool.query<Record<string, number>>(`select ${counts.join(', ')}`);
  return rows[0] ?? {};
}

function statusLines(facts: {
  database: string;
  place: string;
  used_by_pid: number | null;
  server_version: string | null;
  bytes: number | null;
  schema_version: string | null;
  pending_migrations: string[];
  rows: Record<string, number>;
}): string[] {
  const schema = facts.schema_version ?? 'none yet';
  const waiting = facts.pending_migrations.length;
  return table([
    ['Database', `${facts.database}, ${facts.place}`],
    ...(facts.used_by_pid === null ? [] : [['Used by', `process ${facts.used_by_pid}`]]),
    ['Postgres', facts.server_version ?? 'unknown'],
    ['Size', `${grouped(Math.round((facts.bytes ?? 0) / 1_048_576))} MB`],
    [
      'Schema',
      waiting > 0 ? `${schema}, ${waiting} migrations wait; run: commerce db init` : schema,
    ],
    ...Object.entries(facts.rows).map(([name, count]) => [
      name.split('.')[1] ?? name,
      grouped(count),
    ]),
  ]);
}
