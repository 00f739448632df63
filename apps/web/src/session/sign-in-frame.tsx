import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Wordmark } from '../shell/wordmark.tsx';
import classes from './sign-in.module.css';

export function SignInFrame({ children }: { children: ReactNode }) {
  const t = useTranslations('signIn');
  return (
    <div className={classes.frame}>
      <main className={classes.form}>
        <Wordmark />
        {children}
      </main>
      <aside className={classes.rail} aria-hidden>
        <Bars />
        <p>{t('rail')}</p>
      </aside>
    </div>
  );
}

const HEIGHTS = [34, 42, 38, 55, 49, 61, 72, 58, 66, 80, 74, 88];

function Bars() {
  return (
    <div className={classes.bars}>
      {HEIGHTS.map((height) => (
        <i key={height} style={{ height: `${height}%` }} />
      ))}
    </div>
  );
}
