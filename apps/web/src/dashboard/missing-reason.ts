import type { Kpi, KpiName, Shop } from '../api/types.ts';

export type AccountKind = Shop['connectors'][number]['kind'];

/** What a figure is made of. */
const MADE_OF: Readonly<Record<KpiName, readonly ('sales' | 'ads')[]>> = {
  revenue: ['sales'],
  orders: ['sales'],
  aov: ['sales'],
  ad_spend: ['ads'],
  mer: ['sales', 'ads'],
  roas: ['ads'],
};

/** Which kinds of accounts a shop has. */
export const accountKinds = ({ connectors }: Pick<Shop, 'connectors'>): ReadonlySet<AccountKind> =>
  new Set(connectors.map(({ kind }) => kind));

/** Why a figure has no value. Days are not “not collected yet” where nothing is there to collect from. */
export function missingReason(
  { name, missing }: Pick<Kpi, 'name' | 'missing'>,
  kinds: ReadonlySet<AccountKind>,
): NonNullable<Kpi['missing']> | 'no_sales_account' | 'no_ads_account' {
  if (missing !== null && missing !== 'not_collected') return missing;
  const lacking = MADE_OF[name].find((kind) => !kinds.has(kind));
  return lacking ? `no_${lacking}_account` : 'not_collected';
}
