import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import type { OpenedDatabase, ServerConfig } from '@commerce/server';
import { broken, type Finding, ok, warning } from './finding.ts';

const GB = 1024 ** 3;
const LOW_BYTES = GB;
const FULL_BYTES = GB / 5;

/** Whether there is room where this machine writes. */
export async function checkDisk(config: ServerConfig): Promise<Finding> {
  let folder = config.database.kind === 'embedded' ? config.dataDir : tmpdir();
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const text = `${(free / GB).toFixed(1)} GB free for ${folder}`;
  const action = 'Free some space, or move the data with COMMERCE_DATA_DIR while nothing runs.';
  if (free < FULL_BYTES) return broken('disk', text, action);
  return free < LOW_BYTES ? warning('disk', text, action) : ok('disk', text);
}

const SKEW_WARNING_MS = 5_000;
const SKEW_BROKEN_MS = 60_000;
const AHEAD_MS = 120_000;

/** Whether this machine's clock agrees with the database's and with what it wrote before. */
export async function checkClock({ pool }: OpenedDatabase): Promise<Finding> {
  const before = Date.now();
  const { rows } = await pool.query<{ now: number }>(
    'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
  );
  const skew = Math.abs((rows[0]?.now ?? before) - (before + Date.now()) / 2);
  const seconds = (skew / 1000).toFixed(1);
  const action =
    'Set the clocks by NTP (timedatectl set-ntp true); leases and tokens depend on it.';
  if (skew > SKEW_BROKEN_MS) {
    return broken('clock', `${seconds} s apart from the database server's clock`, action);
  }
  if (skew > SKEW_WARNING_MS) {
    return warning('clock', `${seconds} s apart from the database server's clock`, action);
  }
  return ok('clock', `agrees with the database within ${Math.ceil(skew / 1000) || 1} s`);
}

/** Whether something was written in what is now the future: the clock was wrong then, or is now. */
export async function checkPast({ pool }: OpenedDatabase): Promise<Finding> {
  const { rows } = await pool.query<{ latest: Date | null }>(
    'select max(created_at) as latest from app_dashboard.sync_jobs',
  );
  const latest = rows[0]?.latest ?? null;
  if (latest === null || latest.getTime() < Date.now() + AHEAD_MS) {
    return ok('clock history', 'nothing was written in the future');
  }
  return warning(
    'clock history',
    `a job was made at ${latest.toISOString()}, later than now`,
    'Check the date of this machine. If it is right now, it was wrong then; this clears up when that time has passed.',
  );
}
