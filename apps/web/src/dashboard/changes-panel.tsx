import { useLocale, useTranslations } from 'next-intl';
import type { ShopMetrics } from '../api/types.ts';
import { formatDay, formatInstant } from '../format/day.ts';
import { formatMoney } from '../format/number.ts';
import { useKnown } from '../i18n/use-known.ts';
import { Panel } from '../shell/panel.tsx';
import classes from './changes.module.css';

/** What platforms changed in days already read, and what a reader of the figures must know. */
export function ChangesPanel({ metrics }: { metrics: ShopMetrics }) {
  const t = useTranslations('changes');
  const platform = useKnown('platforms');
  const locale = useLocale();
  return (
    <Panel title={t('title')} note={t('note')}>
      <ul className={classes.list}>
        {metrics.notes.map(({ code, message, count }) => (
          <li key={code}>
            {t.has(`notes.${code}` as never)
              ? t(`notes.${code}` as never, { count: count ?? 0 } as never)
              : message}
          </li>
        ))}
        {metrics.restatements.map((change) => (
          <li key={`${change.platform}/${change.day}/${change.metric}/${change.observed_at}`}>
            <span className={classes.what}>
              {t('restated', {
                platform: platform(change.platform),
                metric: t(`metrics.${change.metric}`),
                day: formatDay(change.day, locale),
              })}
            </span>
            <span className={classes.amounts}>
              <s>{formatMoney(change.was, change.currency, locale)}</s>
              <span className="visually-hidden">{t('to')}</span>
              <span aria-hidden>→</span>
              <strong>{formatMoney(change.now, change.currency, locale)}</strong>
            </span>
            <time className={classes.when} dateTime={change.observed_at}>
              {t('seen', {
                time: formatInstant(change.observed_at, locale, metrics.shop.timezone),
              })}
            </time>
          </li>
        ))}
        {metrics.notes.length + metrics.restatements.length === 0 && <li>{t('none')}</li>}
      </ul>
    </Panel>
  );
}
