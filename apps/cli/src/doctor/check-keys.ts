import { existsSync } from 'node:fs';
import type { MasterKey } from '@commerce/engine';
import { loadMasterKeys, type OpenedDatabase, type ServerConfig } from '@commerce/server';
import { broken, type Finding, ok, warning } from './finding.ts';

const RESTORE =
  'Put the key file of the first start back (docs/OPERATIONS.md), or connect the accounts again.';

/** The keys, without making new ones, and what is to be said about them. */
export async function checkKeys(
  config: ServerConfig,
  { pool }: OpenedDatabase,
): Promise<{ finding: Finding; keys: MasterKey[] | null }> {
  const stored = await keyCounts(pool);
  const secrets = stored.reduce((sum, { count }) => sum + count, 0);
  if ('file' in config.masterKeys && !existsSync(config.masterKeys.file)) {
    const { file } = config.masterKeys;
    const finding =
      secrets === 0
        ? ok('master key', 'none yet; it is made when it is first needed')
        : broken('master key', `${file} is gone, and ${secrets} secrets need it`, RESTORE);
    return { finding, keys: null };
  }
  try {
    const { keys } = await loadMasterKeys(config);
    return { finding: judge(keys, stored), keys };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      finding: broken('master key', message, 'Correct it and run the doctor again.'),
      keys: null,
    };
  }
}

type KeyCount = { id: string; count: number };

function judge(keys: readonly MasterKey[], stored: readonly KeyCount[]): Finding {
  const known = new Set(keys.map(({ id }) => id));
  const missing = stored.filter(({ id }) => !known.has(id));
  if (missing.length > 0) {
    const list = missing.map(({ id, count }) => `${id} (${count})`).join(', ');
    return broken(
      'master key',
      `secrets are sealed with keys that are not configured: ${list}`,
      RESTORE,
    );
  }
  const active = keys[0]?.id;
  const old = stored.filter(({ id }) => id !== active).reduce((sum, { count }) => sum + count, 0);
  if (old > 0) {
    return warning(
      'master key',
      `${old} secrets are still sealed with an older key than ${active}`,
      'Run: commerce db rotate-key',
    );
  }
  return ok('master key', `${active} is active`);
}

async function keyCounts(pool: OpenedDatabase['pool']): Promise<KeyCount[]> {
  const { rows } = await pool.query<KeyCount>(
    'select key_id as id, count(*)::int as count from app_dashboard.shop_credentials group by 1',
  );
  return rows;
}
