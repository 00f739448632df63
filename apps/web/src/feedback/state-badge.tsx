import { useTranslations } from 'next-intl';
import type { DataState } from '../api/types.ts';
import { Explain } from './explain.tsx';
import classes from './state-badge.module.css';

/** How certain a figure is, as a word; what the word means opens on hover, focus and tap. */
export function StateBadge({ state }: { state: DataState }) {
  const t = useTranslations('states');
  return (
    <Explain
      className={classes.badge}
      text={
        <>
          <strong>{t(`${state}.name`)}</strong>
          <span>{t(`${state}.meaning`)}</span>
        </>
      }
    >
      <span className={classes.mark} data-state={state} aria-hidden />
      {t(`${state}.name`)}
    </Explain>
  );
}
