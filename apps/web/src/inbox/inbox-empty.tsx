import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../feedback/link-button.tsx';
import type { View } from './inbox-query.ts';
import classes from './inbox.module.css';

/** A list with nothing in it says why, and how something comes to be in it. */
export function InboxEmpty(props: { view: View; shopId: string | undefined }) {
  const t = useTranslations('inbox.empty');
  return (
    <section className={classes.empty}>
      {props.view === 'open' && <IconCircleCheck size={26} stroke={1.6} aria-hidden />}
      <h2>{t(`${props.view}.title`)}</h2>
      <p>{t(`${props.view}.text`)}</p>
      {props.view === 'open' && props.shopId && (
        <LinkButton href={`/shops/${props.shopId}/rules`} variant="default">
          {t('toRules')}
        </LinkButton>
      )}
    </section>
  );
}
