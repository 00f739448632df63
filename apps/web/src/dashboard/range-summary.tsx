import { useLocale, useTranslations } from 'next-intl';
import type { ShopMetrics } from '../api/types.ts';
import { Explain } from '../feedback/explain.tsx';
import { formatDay, formatDayRange } from '../format/day.ts';
import { todayIn } from '../range/calendar.ts';
import type { DayRange } from '../range/range.ts';
import classes from './range-summary.module.css';

/** One line that names the days shown, the days compared with, the basis day and what is still running. */
export function RangeSummary({ metrics }: { metrics: ShopMetrics }) {
  const t = useTranslations('summary');
  const locale = useLocale();
  const { basis_day: basis, range, previous_range: before } = metrics;
  const { timezone } = metrics.shop;
  const today = todayIn(timezone, new Date());
  const days = ({ from, to }: DayRange) => formatDayRange(from, to, locale, today);
  const running = metrics.daily.find(({ day, state }) => state === 'provisional' || day === today);
  return (
    <p className={classes.line}>
      <strong>{days(range)}</strong>
      <span>{t('comparedWith', { range: days(before) })}</span>
      <Explain text={t(`basis.${basis.source}`)}>
        {t('basisDay', { day: formatDay(basis.day, locale), behind: basis.days_behind })}
      </Explain>
      {running && <span>{t('running', { day: formatDay(running.day, locale, 'axis') })}</span>}
      <span>{t('timezone', { timezone })}</span>
    </p>
  );
}
