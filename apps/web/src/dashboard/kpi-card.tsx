import { useLocale, useTranslations } from 'next-intl';
import type { CSSProperties } from 'react';
import type { Kpi } from '../api/types.ts';
import { Explain } from '../feedback/explain.tsx';
import { StateBadge } from '../feedback/state-badge.tsx';
import { Change } from './change.tsx';
import { formatFigure } from './format-figure.ts';
import { type AccountKind, missingReason } from './missing-reason.ts';
import classes from './kpi.module.css';

/** One figure: its value or the reason why there is none, the comparison, the basis and the certainty. */
export function KpiCard(props: { kpi: Kpi; currency: string; kinds: ReadonlySet<AccountKind> }) {
  const { kpi, currency, kinds } = props;
  const t = useTranslations('kpis');
  const locale = useLocale();
  const text = formatFigure(kpi, kpi.value, kpi.currency ?? currency, locale);
  const basis = [
    t(`timeBasis.${kpi.time_basis}`),
    kpi.vat_basis ? t(`vatBasis.${kpi.vat_basis}`) : null,
  ].filter((part) => part !== null);
  return (
    <li className={classes.card} data-kpi={kpi.name}>
      <div className={classes.top}>
        <h2 className={classes.name}>
          <Explain
            text={
              <>
                <strong>{t(`${kpi.name}.name`)}</strong>
                <span>{t(`${kpi.name}.meaning`)}</span>
                <span>{t(`timeBasisMeaning.${kpi.time_basis}`)}</span>
              </>
            }
          >
            {t(`${kpi.name}.name`)}
          </Explain>
        </h2>
        <StateBadge state={kpi.state} />
      </div>
      <p
        className={classes.value}
        style={{ '--characters': text.length } as CSSProperties}
        data-value={kpi.value ?? ''}
      >
        {text}
      </p>
      <p className={classes.compare}>
        {kpi.value === null ? (
          <span className={classes.reason}>{t(`missing.${missingReason(kpi, kinds)}`)}</span>
        ) : (
          <Change kpi={kpi} currency={currency} />
        )}
      </p>
      <p className={classes.basis}>{basis.join(' · ')}</p>
    </li>
  );
}
