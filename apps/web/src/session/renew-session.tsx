'use client';

import { Anchor, Loader } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useEffect } from 'react';
import { renewSession } from '../api/browser.ts';
import classes from './sign-in.module.css';

/** Renews the session with the cookie that only the browser sends there, then goes on to `next`. */
export function RenewSession({ next }: { next: string }) {
  const t = useTranslations('signIn.session');
  const form = `/sign-in?next=${encodeURIComponent(next)}`;
  useEffect(() => {
    void renewSession().then((renewed) => window.location.replace(renewed ? next : form));
  }, [next, form]);
  return (
    <div className={classes.stack} role="status">
      <h1>{t('title')}</h1>
      <p>{t('working')}</p>
      <Loader size="sm" />
      <Anchor component={Link} href={form}>
        {t('toForm')}
      </Anchor>
    </div>
  );
}
