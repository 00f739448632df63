import {
  AppError,
  parseParameters,
  parseRuleScope,
  type RuleScope,
  ruleTemplate,
} from '@commerce/core';
import type { Db } from '@commerce/db';
import type { ShopFacts } from '../access/require-shop.ts';
import { quietColumns, type QuietHours } from '../notifications/quiet-hours.ts';
import { loadProfiles } from '../profiles/load-profiles.ts';
import { quietMinutes, type RuleSettings } from './rule-record.ts';

/** Settings as a person gives them; what is left out takes the template's default. */
export interface GivenSettings {
  template: string;
  /** Decimal strings by name. */
  parameters?: Readonly<Record<string, string>> | undefined;
  scope?: Partial<RuleScope> | undefined;
  cooldownHours?: number | undefined;
  dailyLimit?: number | undefined;
  /** Local times of the shop. */
  quietHours?: QuietHours | null | undefined;
}

/**
 * Checked settings of a rule of this shop. Amounts among the parameters are in the currency the scope names,
 * which becomes that of the accounts in it where it names none.
 * @throws AppError `invalid_input` listing what cannot be taken: parameters the template does not have or out of
 * their bounds, accounts or profiles the shop does not have; `not_found` for the template
 */
export async function readSettings(
  db: Db,
  shop: Pick<ShopFacts, 'id' | 'currency'>,
  given: GivenSettings,
): Promise<RuleSettings> {
  const template = ruleTemplate(given.template);
  const scope = parseRuleScope(template, given.scope);
  const accounts = await loadAccounts(db, shop.id);
  await requireKnown(db, shop.id, scope, accounts);
  const currency = scope.currency ?? currencyOf(shop, scope, accounts);
  const hasMoney = template.parameters.some(({ type }) => type === 'money');
  const settings: RuleSettings = {
    template: template.key,
    templateVersion: template.version,
    parameters: parseParameters(template, given.parameters ?? {}, currency),
    scope: { ...scope, currency: hasMoney ? currency : null },
    cooldownHours: given.cooldownHours ?? template.cooldownHours,
    dailyLimit: given.dailyLimit ?? template.dailyLimit,
    quiet: quietMinutes(quietColumns(given.quietHours ?? null)),
  };
  checkWhole('cooldown_hours', settings.cooldownHours, 0, 8760);
  checkWhole('daily_limit', settings.dailyLimit, 1, 1000);
  return settings;
}

interface Account {
  id: string;
  currency: string | null;
}

const loadAccounts = (db: Db, shopId: string): Promise<Account[]> =>
  db
    .selectFrom('app_dashboard.connectors')
    .select(['id', 'currency'])
    .where('shop_id', '=', shopId)
    .where('kind', '=', 'ads')
    .execute();

/** Of the accounts in scope when they agree, else the shop's. */
function currencyOf(
  shop: Pick<ShopFacts, 'currency'>,
  { connector_ids }: RuleScope,
  accounts: readonly Account[],
): string {
  const inScope = accounts.filter(({ id }) => !connector_ids.length || connector_ids.includes(id));
  const currencies = new Set(inScope.map(({ currency }) => currency ?? shop.currency));
  const [only] = currencies;
  return currencies.size === 1 && only ? only : shop.currency;
}

function checkWhole(field: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw refused([{ field, problem: `must be a whole number from ${min} to ${max}` }]);
}

/** A scope that can match nothing is a typing mistake, not a wish. */
async function requireKnown(
  db: Db,
  shopId: string,
  scope: RuleScope,
  accounts: readonly Account[],
): Promise<void> {
  const own = new Set(accounts.map(({ id }) => id));
  const unknown = scope.connector_ids
    .filter((id) => !own.has(id))
    .map((id) => ({
      field: 'scope.connector_ids',
      problem: `${id} is no ad account of this shop`,
    }));
  if (scope.profiles.length > 0) {
    const profiles = await loadProfiles(db, shopId);
    for (const key of scope.profiles) {
      if (profiles.has(key)) continue;
      unknown.push({ field: 'scope.profiles', problem: `${key} is no KPI profile of this shop` });
    }
  }
  if (unknown.length > 0) throw refused(unknown);
}

function refused(fields: { field: string; problem: string }[]): AppError {
  const words = fields.map(({ field, problem }) => `${field}: ${problem}`).join('; ');
  return new AppError('invalid_input', `${words}. Nothing was stored`, { details: { fields } });
}
