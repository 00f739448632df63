'use client';

import { Anchor, Loader } from '@mantine/core';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { signInWithLink } from '../api/browser.ts';
import { Command } from '../connect/command.tsx';
import { useProblemWords } from '../feedback/problem-words.tsx';
import classes from './sign-in.module.css';

type State = { step: 'working' } | { step: 'broken'; text: ReactNode };

/** Spends a one-time link. Done by the browser, so that whoever only fetches the address spends nothing. */
export function OpenLink({ token, next }: { token: string; next: string }) {
  const t = useTranslations('signIn.link');
  const words = useProblemWords();
  const [state, setState] = useState<State>({ step: 'working' });
  const spent = useRef(false);
  useEffect(() => {
    if (!token || spent.current) return;
    spent.current = true;
    const spend = async () => {
      const answer = await signInWithLink(token);
      if (answer.ok) return window.location.replace(next);
      const { code } = answer.problem;
      const isLinkItself = ['unauthenticated', 'invalid_input', 'not_found'].includes(code);
      setState({ step: 'broken', text: isLinkItself ? null : words(answer.problem).text });
    };
    void spend();
  }, [token, next, words]);

  if (token && state.step === 'working') {
    return (
      <div className={classes.stack} role="status">
        <h1>{t('title')}</h1>
        <p>{t('working')}</p>
        <Loader size="sm" />
      </div>
    );
  }
  const text = state.step === 'broken' ? state.text : null;
  return (
    <div className={classes.stack} role="alert">
      <h1>{t(token ? 'brokenTitle' : 'missingTitle')}</h1>
      <p>{text ?? t(token ? 'broken' : 'missing')}</p>
      <Command line="npm run commerce -- users sign-in-link" />
      <Anchor component={Link} href="/sign-in">
        {t('toForm')}
      </Anchor>
    </div>
  );
}
