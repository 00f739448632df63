import { useTranslations } from 'next-intl';
import { LinkButton } from './link-button.tsx';
import classes from './feedback.module.css';

export function NotFoundView() {
  const t = useTranslations('errorPages');
  return (
    <div className={classes.whole}>
      <section className={classes.problem}>
        <h1>{t('notFoundTitle')}</h1>
        <p>{t('notFoundText')}</p>
        <LinkButton href="/">{t('home')}</LinkButton>
      </section>
    </div>
  );
}
