import { useLocale, useTranslations } from 'next-intl';
import type { Cap } from '../api/types.ts';
import { formatCount, formatMoney } from '../format/number.ts';
import classes from './caps.module.css';

/** Limits in force, to be read. */
export function CapFacts({ cap }: { cap: Cap }) {
  const t = useTranslations('caps');
  const locale = useLocale();
  const money = (amount: string) => formatMoney(amount, cap.currency, locale);
  const kinds = cap.allowed_kinds.map((kind) => t(`kinds.${kind}`)).join(', ');
  const facts = {
    kinds: kinds || t('noKinds'),
    percent: `±${formatCount(cap.max_change_percent, locale)}%`,
    dailyBudget: money(cap.max_daily_budget),
    dailyIncrease: money(cap.max_daily_increase),
    actions: formatCount(cap.max_actions_per_day, locale),
    neverTouch: cap.never_touch.join(', ') || t('noNeverTouch'),
  };
  return (
    <dl className={classes.facts}>
      {Object.entries(facts).map(([name, value]) => (
        <div key={name}>
          <dt>{t(`fields.${name as keyof typeof facts}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
