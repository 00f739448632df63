import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../feedback/link-button.tsx';
import classes from './home.module.css';

/** The calm state, which teaches how a decision comes to be here. */
export function NothingToDecide({ shopId }: { shopId: string }) {
  const t = useTranslations('home.nothing');
  return (
    <section className={classes.calm}>
      <IconCircleCheck size={28} stroke={1.5} aria-hidden />
      <h2>{t('title')}</h2>
      <p>{t('text')}</p>
      <ol>
        <li>{t('step1')}</li>
        <li>{t('step2')}</li>
        <li>{t('step3')}</li>
      </ol>
      <LinkButton href={`/shops/${shopId}/rules`}>{t('toRules')}</LinkButton>
    </section>
  );
}
