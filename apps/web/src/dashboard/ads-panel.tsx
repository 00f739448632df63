import { useLocale, useTranslations } from 'next-intl';
import type { AdPerformance } from '../api/types.ts';
import { formatCount, formatMoney, formatRatio, formatShare } from '../format/number.ts';
import { useKnown } from '../i18n/use-known.ts';
import { Panel } from '../shell/panel.tsx';
import { amountKey } from '../table/compare-keys.ts';
import table from '../table/table.module.css';
import { SortableTable, type TableRow } from '../table/sortable-table.tsx';
import { NO_VALUE } from './format-figure.ts';
import classes from './ads.module.css';

const MEASURES = ['spend', 'roas', 'conversion_value', 'conversions', 'ctr', 'cpc'] as const;

/** The campaigns or ad sets that spent most in the range; amounts in the account's currency. */
export function AdsPanel(props: { level: 'campaigns' | 'adsets'; rows: AdPerformance[] }) {
  const t = useTranslations('ads');
  const row = useAdRow(props.level);
  const columns = [
    { key: 'name', label: t(`${props.level}.name`), sortable: true },
    ...MEASURES.map((key) => ({
      key,
      label: t(`columns.${key}`),
      align: 'right' as const,
      sortable: true,
    })),
    { key: 'budget', label: t('columns.budget'), align: 'right' as const },
  ];
  return (
    <Panel title={t(`${props.level}.title`)} note={t('note')}>
      {props.rows.length === 0 ? (
        <p className={table.none}>{t('none')}</p>
      ) : (
        <SortableTable
          label={t(`${props.level}.title`)}
          columns={columns}
          rows={props.rows.map(row)}
          initial={{ key: 'spend', descending: true }}
        />
      )}
    </Panel>
  );
}

const AMOUNTS: ReadonlySet<(typeof MEASURES)[number]> = new Set([
  'spend',
  'conversion_value',
  'cpc',
]);

const number = (amount: string | null): number | null => (amount === null ? null : Number(amount));

function useAdRow(level: 'campaigns' | 'adsets'): (ad: AdPerformance) => TableRow {
  const t = useTranslations('ads');
  const locale = useLocale();
  const status = useKnown('ads.status');
  return (ad) => {
    const money = (amount: string | null) =>
      amount === null ? NO_VALUE : formatMoney(amount, ad.currency, locale);
    const texts: Record<(typeof MEASURES)[number], string> = {
      spend: money(ad.spend),
      roas: ad.roas === null ? NO_VALUE : formatRatio(ad.roas, locale),
      conversion_value: money(ad.conversion_value),
      conversions: ad.conversions === null ? NO_VALUE : formatCount(ad.conversions, locale),
      ctr: ad.ctr === null ? NO_VALUE : formatShare(ad.ctr, locale),
      cpc: money(ad.cpc),
    };
    return {
      id: `${ad.connector_id}/${ad.entity_id}`,
      keys: {
        name: ad.name,
        ...Object.fromEntries(
          MEASURES.map((key) => [
            key,
            AMOUNTS.has(key) ? amountKey(ad[key], ad.currency) : number(ad[key]),
          ]),
        ),
      },
      cells: [
        <span key="name" className={table.clip}>
          <span className={table.strong}>{ad.name}</span>
          <span className={table.sub}>
            {ad.effective_status !== null && (
              <>
                <span
                  className={classes.dot}
                  data-on={ad.effective_status === 'ACTIVE' || undefined}
                  aria-hidden
                />
                {status(ad.effective_status)}
              </>
            )}
            {level === 'adsets' && ad.campaign_name && ` · ${ad.campaign_name}`}
          </span>
        </span>,
        ...MEASURES.map((key) => texts[key]),
        ad.daily_budget === null
          ? t(`${level}.budgetElsewhere`)
          : t('perDay', { amount: money(ad.daily_budget) }),
      ],
    };
  };
}
