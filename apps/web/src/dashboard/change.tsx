import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from '@tabler/icons-react';
import { useLocale, useTranslations } from 'next-intl';
import type { Kpi } from '../api/types.ts';
import { formatChange } from '../format/number.ts';
import { formatFigure } from './format-figure.ts';
import classes from './kpi.module.css';

const ARROWS = { up: IconArrowUpRight, down: IconArrowDownRight, same: IconArrowRight } as const;

export const directionOf = (change: string): keyof typeof ARROWS =>
  /^-?[0.]+$/.test(change) ? 'same' : change.startsWith('-') ? 'down' : 'up';

/** More spend is neither good nor bad by itself, and days that are not over always look worse: neither is coloured. */
export function toneOf(kpi: Pick<Kpi, 'name' | 'state'>, direction: keyof typeof ARROWS) {
  if (kpi.name === 'ad_spend' || kpi.state === 'provisional' || direction === 'same')
    return 'plain';
  return direction === 'up' ? 'good' : 'bad';
}

/** How a figure moved against the previous range: arrow and signed percentage; unless brief, the old value. */
export function Change(props: { kpi: Kpi; currency: string; brief?: boolean }) {
  const { kpi, currency } = props;
  const t = useTranslations('kpis');
  const locale = useLocale();
  const before = formatFigure(kpi, kpi.previous.value, kpi.currency ?? currency, locale);
  if (props.brief && kpi.change === null) return null;
  if (kpi.previous.value === null) {
    return (
      <span className={classes.reason}>
        {t('nothingBefore', { reason: t(`missing.${kpi.previous.missing ?? 'not_collected'}`) })}
      </span>
    );
  }
  if (kpi.change === null) return <span className={classes.reason}>{t('before', { before })}</span>;
  const direction = directionOf(kpi.change);
  const Arrow = ARROWS[direction];
  return (
    <>
      <span className={classes.change} data-tone={toneOf(kpi, direction)}>
        <Arrow size={14} stroke={2.2} aria-hidden />
        <span className="visually-hidden">{t(`direction.${direction}`)}</span>
        {formatChange(kpi.change, locale)}
      </span>
      {!props.brief && <span className={classes.before}>{t('before', { before })}</span>}
    </>
  );
}
