import Link from 'next/link';
import { useLocale, useTranslations } from 'next-intl';
import type { Kpi, KpiName, ShopSummary } from '../api/types.ts';
import { Sparkline } from '../charts/sparkline.tsx';
import { Change } from '../dashboard/change.tsx';
import { formatFigure } from '../dashboard/format-figure.ts';
import { accountKinds, missingReason } from '../dashboard/missing-reason.ts';
import { FreshnessDot } from '../feedback/freshness-dot.tsx';
import { formatDay } from '../format/day.ts';
import { useKnown } from '../i18n/use-known.ts';
import { amountKey } from '../table/compare-keys.ts';
import table from '../table/table.module.css';
import type { TableRow } from '../table/sortable-table.tsx';
import classes from './shops.module.css';

export const COMPARED = [
  'revenue',
  'orders',
  'ad_spend',
  'mer',
  'roas',
] as const satisfies readonly KpiName[];

/** Makes the rows of the comparison: every shop in its own currency. */
export function useShopRow(): (shop: ShopSummary) => TableRow & { search: string } {
  const t = useTranslations('shops');
  const fresh = useTranslations('freshness');
  const platform = useKnown('platforms');
  const locale = useLocale();
  return (shop) => {
    const platforms = [...new Set(shop.connectors.map((connector) => connector.platform))];
    const { state, syncing } = shop.freshness;
    const freshness = syncing ? fresh('syncing') : fresh(`short.${state}`);
    return {
      id: shop.id,
      search: `${shop.name} ${shop.currency} ${platforms.join(' ')}`.toLocaleLowerCase(),
      keys: {
        name: shop.name,
        ...Object.fromEntries(
          COMPARED.map((name) => {
            const { value, unit, currency } = shop.kpis[name];
            const number = value === null ? null : Number(value);
            return [name, unit === 'money' ? amountKey(value, currency ?? shop.currency) : number];
          }),
        ),
        change: shop.kpis.revenue.change === null ? null : Number(shop.kpis.revenue.change),
      },
      cells: [
        <Link key="name" href={`/shops/${shop.id}`} prefetch={false} className={classes.name}>
          <span className={table.strong} title={shop.name}>
            {shop.name}
          </span>
          <span className={`${table.sub} ${classes.platforms}`}>
            {[shop.currency, ...platforms.map(platform)].join(' · ')}
          </span>
          <span className={`${table.sub} ${table.narrowOnly}`}>
            <span className={classes.fresh}>
              <FreshnessDot state={state} syncing={syncing} />
              {freshness}
            </span>
          </span>
        </Link>,
        <span key="fresh" className={classes.fresh}>
          <FreshnessDot state={state} syncing={syncing} />
          {freshness}
        </span>,
        <Sparkline
          key="trend"
          values={shop.revenue_trend.map((value) => (value === null ? null : Number(value)))}
          label={t('trendText', {
            first: formatDay(shop.range.from, locale, 'axis'),
            last: formatDay(shop.range.to, locale, 'axis'),
          })}
        />,
        ...COMPARED.map((name) => <Cell key={name} kpi={shop.kpis[name]} shop={shop} />),
      ],
    };
  };
}

function Cell({ kpi, shop }: { kpi: Kpi; shop: ShopSummary }) {
  const t = useTranslations('kpis.missing');
  const locale = useLocale();
  const { currency } = shop;
  const why = kpi.value === null ? t(missingReason(kpi, accountKinds(shop))) : null;
  return (
    <span className={classes.cell}>
      <span className={table.strong}>
        {formatFigure(kpi, kpi.value, kpi.currency ?? currency, locale)}
      </span>
      <span className={classes.change}>
        {why !== null ? (
          <span className={classes.reason} title={why}>
            {why}
          </span>
        ) : (
          <Change kpi={kpi} currency={currency} brief />
        )}
      </span>
    </span>
  );
}
