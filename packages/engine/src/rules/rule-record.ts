import { AppError, type RuleParameters, type RuleScope } from '@commerce/core';
import type { Db } from '@commerce/db';
import { isRowId } from '../access/require-shop.ts';

export type RuleState = 'enabled' | 'shadow' | 'disabled';

/** Everything that decides what a rule does; a version is one of these, never changed afterwards. */
export interface RuleSettings {
  template: string;
  templateVersion: number;
  parameters: RuleParameters;
  scope: RuleScope;
  cooldownHours: number;
  dailyLimit: number;
  /** Minutes of the shop's day. */
  quiet: { from: number; to: number } | null;
}

export interface RuleRecord extends RuleSettings {
  shopId: string;
  id: string;
  name: string;
  state: RuleState;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
}

/** A shop's rules that are not archived, oldest first. */
export async function loadRules(
  db: Db,
  shopId: string,
  states: readonly RuleState[] = ['enabled', 'shadow', 'disabled'],
): Promise<RuleRecord[]> {
  const rows = await db
    .selectFrom('app_dashboard.rules')
    .selectAll()
    .where('shop_id', '=', shopId)
    .where('archived_at', 'is', null)
    .where('state', 'in', states)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(toRule);
}

/**
 * One rule of a shop, archived or not.
 * @param lock holds it until the transaction ends
 * @throws AppError `not_found`
 */
export async function loadRule(
  db: Db,
  key: { shopId: string; ruleId: string },
  lock = false,
): Promise<RuleRecord> {
  const row = isRowId(key.ruleId)
    ? await db
        .selectFrom('app_dashboard.rules')
        .selectAll()
        .where('shop_id', '=', key.shopId)
        .where('id', '=', key.ruleId)
        .$if(lock, (query) => query.forUpdate())
        .executeTakeFirst()
    : undefined;
  if (!row) throw new AppError('not_found', 'This shop has no such rule');
  return toRule(row);
}

/** @throws AppError `not_found` */
export async function loadRuleVersion(
  db: Db,
  key: { shopId: string; ruleId: string; version: number },
): Promise<RuleSettings> {
  const row = await db
    .selectFrom('app_dashboard.rule_versions')
    .selectAll()
    .where('shop_id', '=', key.shopId)
    .where('rule_id', '=', key.ruleId)
    .where('version', '=', key.version)
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', `This rule has no version ${key.version}`);
  return toSettings(row);
}

type SettingsRow = {
  template: string;
  template_version: number;
  parameters: unknown;
  scope: unknown;
  cooldown_hours: number;
  daily_limit: number;
  quiet_from: number | null;
  quiet_to: number | null;
};

type QuietColumns = Pick<SettingsRow, 'quiet_from' | 'quiet_to'>;

export const quietMinutes = ({ quiet_from: from, quiet_to: to }: QuietColumns) =>
  from === null || to === null ? null : { from, to };

export const quietOf = ({ quiet }: Pick<RuleSettings, 'quiet'>): QuietColumns => ({
  quiet_from: quiet?.from ?? null,
  quiet_to: quiet?.to ?? null,
});

export function toSettings(row: SettingsRow): RuleSettings {
  return {
    template: row.template,
    templateVersion: row.template_version,
    parameters: row.parameters as RuleParameters,
    scope: row.scope as RuleScope,
    cooldownHours: row.cooldown_hours,
    dailyLimit: row.daily_limit,
    quiet: quietMinutes(row),
  };
}

/** The columns of `rules` and `rule_versions` that hold the settings. */
export function settingsColumns(settings: RuleSettings) {
  return {
    template: settings.template,
    template_version: settings.templateVersion,
    parameters: JSON.stringify(settings.parameters),
    scope: JSON.stringify(settings.scope),
    cooldown_hours: settings.cooldownHours,
    daily_limit: settings.dailyLimit,
    ...quietOf(settings),
  };
}

function toRule(
  row: SettingsRow & {
    shop_id: string;
    id: string;
    name: string;
    state: RuleState;
    version: number;
    created_at: Date;
    updated_at: Date;
    archived_at: Date | null;
  },
): RuleRecord {
  return {
    ...toSettings(row),
    shopId: row.shop_id,
    id: row.id,
    name: row.name,
    state: row.state,
    version: row.version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    archivedAt: row.archived_at,
  };
}
