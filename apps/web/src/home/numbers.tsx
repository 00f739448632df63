import Link from 'next/link';
import { getLocale, getTranslations } from 'next-intl/server';
import { readMetrics } from '../api/server.ts';
import type { KpiName, Shop } from '../api/types.ts';
import { KpiCard } from '../dashboard/kpi-card.tsx';
import { accountKinds } from '../dashboard/missing-reason.ts';
import { Explain } from '../feedback/explain.tsx';
import { ProblemPanel } from '../feedback/problem-panel.tsx';
import { formatDay, formatDayRange } from '../format/day.ts';
import { shiftDay, todayIn } from '../range/calendar.ts';
import { presetRange } from '../range/range.ts';
import { requireSignIn } from '../session/require-sign-in.ts';
import { Panel } from '../shell/panel.tsx';
import classes from './home.module.css';

/** Enough to know whether the shop is well; everything else is on its dashboard. */
export const FOUR = ['revenue', 'ad_spend', 'mer', 'orders'] as const satisfies readonly KpiName[];

/** Four figures of a shop's last seven complete days, with the day they stand on and how certain they are. */
export async function Numbers({ shop }: { shop: Shop }) {
  const range = presetRange('7d', shiftDay(todayIn(shop.timezone, new Date()), -1));
  const [read, t, locale] = await Promise.all([
    readMetrics(shop.id, range),
    getTranslations(),
    getLocale(),
  ]);
  const answer = await requireSignIn(read);
  if (!answer.ok) return <ProblemPanel problem={answer.problem} />;
  const metrics = answer.data;
  const { basis_day: basis } = metrics;
  return (
    <Panel
      title={shop.name}
      note={formatDayRange(metrics.range.from, metrics.range.to, locale)}
      aside={
        <Link href={`/shops/${shop.id}`} className={classes.all}>
          {t('home.toDashboard')}
        </Link>
      }
    >
      <p className={classes.basis}>
        <Explain text={t(`summary.basis.${basis.source}`)}>
          {t('summary.basisDay', {
            day: formatDay(basis.day, locale),
            behind: basis.days_behind,
          })}
        </Explain>
      </p>
      <ul className={classes.four}>
        {FOUR.map((name) => (
          <KpiCard
            key={name}
            kpi={metrics.kpis[name]}
            currency={metrics.shop.currency}
            kinds={accountKinds(shop)}
          />
        ))}
      </ul>
    </Panel>
  );
}
