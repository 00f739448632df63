import type { ServerConfig } from '../config.ts';
import { keepDemo, readDemo } from '../demo/demo-file.ts';
import type { OpenedDatabase } from '../runtime/open-database.ts';
import type { WorldSettings } from '../simulators/world-settings.ts';

/** `auto`: a new workspace on the embedded database gets the demo, an existing one keeps what it has. */
export type DemoWish = 'auto' | 'yes' | 'no';

/** Which demo this data has or gets now; null for none. Only the owner of the data directory may call this. */
export async function chooseDemo(
  config: ServerConfig,
  database: OpenedDatabase,
  wish: DemoWish,
  now: Date,
): Promise<WorldSettings | null> {
  const known = readDemo(config.dataDir);
  if (known || wish === 'no') return known;
  const wanted = wish === 'yes' || (config.database.kind === 'embedded' && (await isNew(database)));
  if (!wanted) return null;
  return keepDemo(config.dataDir, {
    seed: 'demo',
    bornAt: now.toISOString(),
    historyDays: config.demoHistoryDays,
  });
}

/** Whether nobody has ever used this database. */
async function isNew({ pool }: OpenedDatabase): Promise<boolean> {
  const { rows } = await pool.query<{ exists: boolean }>(
    `select to_regclass('app_dashboard.users') is not null as exists`,
  );
  if (!rows[0]?.exists) return true;
  const people = await pool.query('select from app_dashboard.users limit 1');
  return people.rowCount === 0;
}
