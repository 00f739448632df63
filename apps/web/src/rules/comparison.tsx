'use client';

import { useLocale, useTranslations } from 'next-intl';
import type { BacktestReport } from '../api/types.ts';
import { NO_VALUE } from '../dashboard/format-figure.ts';
import { Tag } from '../feedback/tag.tsx';
import { formatDay } from '../format/day.ts';
import { formatCount, formatMoney, formatShare } from '../format/number.ts';
import table from '../table/table.module.css';
import type { BacktestAccount } from './backtest-chart.ts';
import classes from './backtest.module.css';

type Sides = BacktestReport['comparisons'][number];

const TONES = { a: 'bad', b: 'good', same: 'plain' } as const;
const AMOUNTS = ['saved', 'lost', 'net'] as const;

/** The saved version beside another one, or beside the values of the form, over the same days. */
export function Comparison(props: {
  saved: BacktestAccount;
  tried: BacktestAccount;
  sides: Sides;
  savedName: string;
  triedName: string;
}) {
  const t = useTranslations('backtest');
  const locale = useLocale();
  const { saved, tried, sides } = props;
  const money = (amount: string) => formatMoney(amount, saved.currency, locale);
  const share = (value: string | null) => (value === null ? NO_VALUE : formatShare(value, locale));
  const rows = [
    {
      name: 'firings' as const,
      cells: [saved.totals.firings, tried.totals.firings, sides.firings].map((count) =>
        formatCount(count, locale),
      ),
    },
    ...AMOUNTS.map((name) => ({
      name,
      cells: [saved.totals[name], tried.totals[name], sides[name]].map(money),
    })),
    {
      name: 'precision' as const,
      cells: [
        share(saved.totals.precision),
        share(tried.totals.precision),
        sides.precision === null
          ? NO_VALUE
          : t('compare.points', { points: formatCount(Number(sides.precision) * 100, locale) }),
      ],
    },
  ];
  return (
    <section className={classes.comparison} aria-label={t('compare.title')}>
      <p className={classes.better}>
        <Tag tone={TONES[sides.better]}>
          {sides.better === 'same'
            ? t('compare.same')
            : t('compare.better', {
                side: sides.better === 'a' ? props.savedName : props.triedName,
              })}
        </Tag>
        <span>{t('compare.both', { count: sides.both })}</span>
      </p>
      <div className={table.scroll} tabIndex={0} role="group" aria-label={t('compare.title')}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t('compare.figure')}</th>
              <th scope="col" data-align="right">
                {props.savedName}
              </th>
              <th scope="col" data-align="right">
                {props.triedName}
              </th>
              <th scope="col" data-align="right">
                {t('compare.difference')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, cells }) => (
              <tr key={name} data-figure={name}>
                <th scope="row">{t(`totals.${name}.name`)}</th>
                {(['a', 'b', 'difference'] as const).map((side, index) => (
                  <td key={side} data-align="right">
                    {cells[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Only
        title={t('compare.only', { side: props.savedName, count: sides.only_a.length })}
        items={sides.only_a}
      />
      <Only
        title={t('compare.only', { side: props.triedName, count: sides.only_b.length })}
        items={sides.only_b}
      />
    </section>
  );
}

const LISTED = 20;

function Only({ title, items }: { title: string; items: Sides['only_a'] }) {
  const t = useTranslations('backtest');
  const locale = useLocale();
  if (items.length === 0) return null;
  return (
    <details className={classes.only}>
      <summary>{title}</summary>
      <ul>
        {items.slice(0, LISTED).map((item) => (
          <li key={`${item.day}/${item.level}/${item.entity_id}`}>
            <time dateTime={item.day}>{formatDay(item.day, locale)}</time>
            <span>{item.entity_name}</span>
          </li>
        ))}
        {items.length > LISTED && <li>{t('andMore', { count: items.length - LISTED })}</li>}
      </ul>
    </details>
  );
}
