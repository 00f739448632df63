import { useLocale, useTranslations } from 'next-intl';
import type { RecentOrder, ShopMetrics } from '../api/types.ts';
import { Tag } from '../feedback/tag.tsx';
import { formatInstant } from '../format/day.ts';
import { formatMoney } from '../format/number.ts';
import { useKnown } from '../i18n/use-known.ts';
import { Panel } from '../shell/panel.tsx';
import table from '../table/table.module.css';
import { SortableTable, type TableRow } from '../table/sortable-table.tsx';

const FINANCIAL_TONES: Readonly<Record<string, 'good' | 'warn' | 'plain'>> = {
  PAID: 'good',
  PENDING: 'warn',
  AUTHORIZED: 'warn',
  PARTIALLY_PAID: 'warn',
};

/** The newest orders of the shop, test and cancelled ones included and named. */
export function OrdersPanel({ metrics }: { metrics: ShopMetrics }) {
  const t = useTranslations('orders');
  const locale = useLocale();
  const row = useOrderRow(locale, metrics.shop.timezone);
  const columns = [
    { key: 'name', label: t('order') },
    { key: 'item', label: t('item'), wide: true },
    { key: 'state', label: t('state') },
    { key: 'time', label: t('time'), sortable: true, wide: true },
    { key: 'total', label: t('total'), align: 'right' as const, sortable: true },
  ];
  return (
    <Panel title={t('title')} note={t('note')}>
      {metrics.recent_orders.length === 0 ? (
        <p className={table.none}>{t('none')}</p>
      ) : (
        <SortableTable
          label={t('title')}
          columns={columns}
          rows={metrics.recent_orders.map(row)}
          initial={{ key: 'time', descending: true }}
        />
      )}
    </Panel>
  );
}

function useOrderRow(locale: string, timezone: string): (order: RecentOrder) => TableRow {
  const t = useTranslations('orders');
  const status = useKnown('orders.status');
  return (order) => {
    const isReduced = order.current_total !== null && order.current_total !== order.total;
    return {
      id: `${order.connector_id}/${order.order_id}`,
      keys: { time: Date.parse(order.created_at), total: Number(order.total) },
      cells: [
        <span key="name" className={table.clip}>
          <span className={table.strong}>{order.name}</span>
          <span className={`${table.sub} ${table.narrowOnly}`}>
            {formatInstant(order.created_at, locale, timezone)} · {order.first_item}
          </span>
        </span>,
        <span key="item" className={table.clip}>
          {order.first_item ?? '—'}
          {order.items !== null && order.items > 1 && ` ${t('more', { count: order.items - 1 })}`}
          {order.utm_campaign && <span className={table.sub}>{order.utm_campaign}</span>}
        </span>,
        <span key="state" className={table.tags}>
          {order.is_test && <Tag tone="accent">{t('test')}</Tag>}
          {order.is_cancelled && <Tag tone="bad">{t('cancelled')}</Tag>}
          {order.financial_status && (
            <Tag tone={FINANCIAL_TONES[order.financial_status] ?? 'plain'}>
              {status(order.financial_status)}
            </Tag>
          )}
          {order.fulfillment_status && <Tag>{status(order.fulfillment_status)}</Tag>}
        </span>,
        <time key="time" dateTime={order.created_at}>
          {formatInstant(order.created_at, locale, timezone)}
        </time>,
        <span key="total">
          <span className={table.strong}>{formatMoney(order.total, order.currency, locale)}</span>
          {isReduced && order.current_total !== null && (
            <span className={table.sub}>
              {t('nowTotal', { amount: formatMoney(order.current_total, order.currency, locale) })}
            </span>
          )}
        </span>,
      ],
    };
  };
}
