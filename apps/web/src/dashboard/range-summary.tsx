import { useLocale, useTranslations } from 'next-intl';
import type { ShopMetrics } from '../api/types.ts';
import { Explain } from '../feedback/explain.tsx';
import { formatDay, formatDayRange } from '../format/day.ts';
import classes from './range-summary.module.css';

/** One line that names the days shown, the days compared with, the basis day and what is still running. */
export function RangeSummary({ metrics }: { metrics: ShopMetrics }) {
  const t = useTranslations('summary');
  const locale = useLocale();
  const { basis_day: basis, range, previous_range: before } = metrics;
  const running = metrics.daily.find(({ state }) => state === 'provisional');
  return (
    <p className={classes.line}>
      <strong>{formatDayRange(range.from, range.to, locale)}</strong>
      <span>{t('comparedWith', { range: formatDayRange(before.from, before.to, locale) })}</span>
      <Explain text={t(`basis.${basis.source}`)}>
        {t('basisDay', { day: formatDay(basis.day, locale), behind: basis.days_behind })}
      </Explain>
      {running && <span>{t('running', { day: formatDay(running.day, locale, 'axis') })}</span>}
      <span>{t('timezone', { timezone: metrics.shop.timezone })}</span>
    </p>
  );
}
