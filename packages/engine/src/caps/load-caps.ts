import type { ActionCap } from '@commerce/core';
import type { AppDashboardActionCaps, Db } from '@commerce/db';
import type { Selectable } from 'kysely';
import type { EngineContext } from '../context.ts';
import { readCapsFile } from './caps-file.ts';

/** A cap with where it comes from; `null` for those of a file. Amounts: decimal strings, major units. */
export interface CapView extends ActionCap {
  updated_by: string | null;
  /** ISO 8601. */
  updated_at: string | null;
}

export interface CapsView {
  /** `file`: the server's caps file is the only source and nothing can be saved. */
  source: 'file' | 'database';
  caps: CapView[];
}

/** All caps of a shop. @throws AppError `invalid_input` when the caps file cannot be read */
export async function loadCaps(
  ctx: Pick<EngineContext, 'settings'>,
  db: Db,
  shopId: string,
): Promise<CapsView> {
  const path = ctx.settings.capsFile;
  if (path) {
    const caps = await readCapsFile(path, shopId);
    const unsigned = { updated_by: null, updated_at: null };
    return { source: 'file', caps: caps.map((cap) => ({ ...cap, ...unsigned })) };
  }
  const rows = await db
    .selectFrom('app_dashboard.action_caps')
    .selectAll()
    .where('shop_id', '=', shopId)
    .orderBy('platform')
    .orderBy('currency')
    .execute();
  return { source: 'database', caps: rows.map(toView) };
}

export const toView = (row: Selectable<AppDashboardActionCaps>): CapView => ({
  platform: row.platform,
  currency: row.currency,
  allowed_kinds: row.allowed_kinds as ActionCap['allowed_kinds'],
  max_change_percent: plain(row.max_change_percent),
  max_daily_budget: plain(row.max_daily_budget),
  max_daily_increase: plain(row.max_daily_increase),
  max_actions_per_day: row.max_actions_per_day,
  never_touch: row.never_touch,
  updated_by: row.updated_by,
  updated_at: row.updated_at.toISOString(),
});

/** `30000.0000` without the zeros that the column adds. */
const plain = (decimal: string): string =>
  decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
