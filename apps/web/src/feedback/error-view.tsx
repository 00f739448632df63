'use client';

import { Button, Group } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import classes from './feedback.module.css';

/** Shown where rendering failed; the number finds the error in the server's log. */
export function ErrorView(props: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations('errorPages');
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const retry = () =>
    startTransition(() => {
      // Without asking the server again its failure would only be shown once more.
      router.refresh();
      props.reset();
    });
  return (
    <div className={classes.whole}>
      <section className={classes.problem} role="alert">
        <h2>{t('title')}</h2>
        <p>{t('text')}</p>
        <Group gap="xs">
          <Button loading={pending} onClick={retry}>
            {t('retry')}
          </Button>
          <Button component="a" href="/" variant="default">
            {t('home')}
          </Button>
        </Group>
        {props.error.digest && <small>{t('digest', { digest: props.error.digest })}</small>}
      </section>
    </div>
  );
}
