import { useLocale, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { NO_VALUE } from '../dashboard/format-figure.ts';
import { Explain } from '../feedback/explain.tsx';
import { formatCount, formatMoney, formatShare } from '../format/number.ts';
import type { BacktestAccount } from './backtest-chart.ts';
import classes from './backtest.module.css';

/** What the past days say about a rule, in six figures with their meaning. */
export function Totals({ account }: { account: BacktestAccount }) {
  const t = useTranslations('backtest');
  const locale = useLocale();
  const { totals, currency } = account;
  const money = (amount: string) => formatMoney(amount, currency, locale);
  return (
    <ul className={classes.totals}>
      <Total name="firings" value={formatCount(totals.firings, locale)}>
        {totals.suppressed > 0 && t('suppressed', { count: totals.suppressed })}
      </Total>
      <Total name="saved" value={money(totals.saved)} />
      <Total name="lost" value={money(totals.lost)} />
      <Total name="net" value={money(totals.net)} tone={toneOf(totals.net)} />
      <Total
        name="precision"
        value={totals.precision === null ? NO_VALUE : formatShare(totals.precision, locale)}
      >
        {totals.precision === null
          ? t('nothingJudged')
          : t('judged', { correct: totals.correct, judged: totals.judged })}
      </Total>
      <Total
        name="basis"
        value={
          totals.reconstructed_share === null
            ? NO_VALUE
            : formatShare(totals.reconstructed_share, locale)
        }
      />
    </ul>
  );
}

type TotalName = 'firings' | 'saved' | 'lost' | 'net' | 'precision' | 'basis';

function Total(props: {
  name: TotalName;
  value: string;
  tone?: 'good' | 'bad' | undefined;
  children?: ReactNode;
}) {
  const t = useTranslations('backtest.totals');
  return (
    <li className={classes.total} data-total={props.name}>
      <h3>
        <Explain
          text={
            <>
              <strong>{t(`${props.name}.name`)}</strong>
              <span>{t(`${props.name}.meaning`)}</span>
            </>
          }
        >
          {t(`${props.name}.name`)}
        </Explain>
      </h3>
      <strong data-tone={props.tone}>{props.value}</strong>
      <small>{props.children}</small>
    </li>
  );
}

export const toneOf = (amount: string | null): 'good' | 'bad' | undefined =>
  amount === null || /^-?[0.]+$/.test(amount) ? undefined : amount.startsWith('-') ? 'bad' : 'good';
