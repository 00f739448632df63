'use client';

import { Select } from '@mantine/core';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import type { Answer } from '../api/problem.ts';
import type { BacktestReport } from '../api/types.ts';
import { DayChart } from '../charts/day-chart.tsx';
import { FormMessage } from '../connect/form-message.tsx';
import { useProblemWords } from '../feedback/problem-words.tsx';
import { formatDayRange } from '../format/day.ts';
import { formatDuration } from '../format/elapsed.ts';
import { useKnown } from '../i18n/use-known.ts';
import range from '../range/range-control.module.css';
import { Panel } from '../shell/panel.tsx';
import { type BacktestAccount, backtestChart } from './backtest-chart.ts';
import { Comparison } from './comparison.tsx';
import { FiringList } from './firing-list.tsx';
import { type Period, PERIODS } from './periods.ts';
import { Totals } from './totals.tsx';
import classes from './backtest.module.css';

/** What a rule would have done over past days, account by account, and beside it what other values would have. */
export function BacktestPanel(props: {
  answer: Answer<BacktestReport>;
  period: Period;
  onPeriod: (href: string) => void;
  /** What the two runs are called in a comparison. */
  savedName: string;
  triedName: string;
}) {
  const t = useTranslations('backtest');
  const words = useProblemWords();
  const { answer } = props;
  return (
    <Panel
      title={t('title', { days: props.period })}
      aside={<Periods period={props.period} onOpen={props.onPeriod} />}
    >
      <p className={classes.about}>{t('note')}</p>
      {answer.ok ? (
        <Report report={answer.data} savedName={props.savedName} triedName={props.triedName} />
      ) : (
        <div className={classes.problem}>
          <FormMessage tone="warn" {...words(answer.problem)} />
        </div>
      )}
    </Panel>
  );
}

/** Links, so that the address holds the period; opened by the workbench, which keeps what was typed. */
function Periods({ period, onOpen }: { period: Period; onOpen: (href: string) => void }) {
  const t = useTranslations('backtest');
  const pathname = usePathname();
  const query = useSearchParams();
  const hrefOf = (days: Period) => {
    const other = new URLSearchParams(query);
    other.set('days', String(days));
    return `${pathname}?${other}`;
  };
  return (
    <div className={classes.periods} role="group" aria-label={t('period')}>
      {PERIODS.map((days) => (
        <Link
          key={days}
          href={hrefOf(days)}
          scroll={false}
          prefetch={false}
          className={range.preset}
          aria-current={days === period ? 'true' : undefined}
          onNavigate={(event) => {
            event.preventDefault();
            onOpen(hrefOf(days));
          }}
        >
          {t('days', { days })}
        </Link>
      ))}
    </div>
  );
}

function Report(props: { report: BacktestReport; savedName: string; triedName: string }) {
  const { report, savedName, triedName } = props;
  const t = useTranslations('backtest');
  const platform = useKnown('platforms');
  const locale = useLocale();
  const [chosen, setChosen] = useState<string | null>(null);
  const account =
    report.accounts.find(({ connector_id: id }) => id === chosen) ?? busiest(report.accounts);
  if (!account) return <p className={classes.none}>{t('noAccounts')}</p>;
  const tried = report.compare?.accounts.find(
    ({ connector_id: id }) => id === account.connector_id,
  );
  const sides = report.comparisons.find(({ connector_id: id }) => id === account.connector_id);
  return (
    <>
      {report.accounts.length > 1 && (
        <Select
          className={classes.account}
          label={t('account')}
          data={report.accounts.map(({ connector_id, name, platform: code, currency }) => ({
            value: connector_id,
            label: `${platform(code)} · ${name} · ${currency}`,
          }))}
          value={account.connector_id}
          onChange={setChosen}
          allowDeselect={false}
        />
      )}
      {tried && sides ? (
        <Comparison
          saved={account}
          tried={tried}
          sides={sides}
          savedName={savedName}
          triedName={triedName}
        />
      ) : (
        <Totals account={account} />
      )}
      <Chart account={account} tried={tried} savedName={savedName} triedName={triedName} />
      <FiringList
        account={tried ?? account}
        title={tried ? t('firingsOf', { side: triedName }) : t('firings')}
      />
      <p className={classes.ran}>
        {t('ran', {
          range: formatDayRange(report.from, report.to, locale),
          objects: account.entities,
          time: formatDuration(report.runtime_ms, locale),
        })}
      </p>
    </>
  );
}

/** Where there is something to see is shown first. */
const busiest = (accounts: readonly BacktestAccount[]): BacktestAccount | undefined =>
  accounts.toSorted((a, b) => b.totals.firings - a.totals.firings)[0];

function Chart(props: {
  account: BacktestAccount;
  tried: BacktestAccount | undefined;
  savedName: string;
  triedName: string;
}) {
  const t = useTranslations('backtest');
  const locale = useLocale();
  const { account, tried } = props;
  const sides = tried ? [props.savedName, props.triedName] : [null];
  const named = (name: string) => sides.map((side) => (side === null ? name : `${name}: ${side}`));
  const data = backtestChart(tried ? [account, tried] : [account], {
    locale,
    spend: t('chart.spend'),
    avoidable: named(t('chart.avoidable')),
    firings: named(t('chart.firings')),
    basis: (basis) => t(`basis.${basis}`),
  });
  return (
    <div className={classes.chart}>
      <DayChart label={t('chart.label')} data={data} />
    </div>
  );
}
