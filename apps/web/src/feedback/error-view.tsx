'use client';

import { Button, Group } from '@mantine/core';
import { useTranslations } from 'next-intl';
import classes from './feedback.module.css';

/** Shown where rendering failed; the number finds the error in the server's log. */
export function ErrorView(props: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('errorPages');
  return (
    <div className={classes.whole}>
      <section className={classes.problem} role="alert">
        <h2>{t('title')}</h2>
        <p>{t('text')}</p>
        <Group gap="xs">
          <Button onClick={props.reset}>{t('retry')}</Button>
          <Button component="a" href="/" variant="default">
            {t('home')}
          </Button>
        </Group>
        {props.error.digest && <small>{t('digest', { digest: props.error.digest })}</small>}
      </section>
    </div>
  );
}
