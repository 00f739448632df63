'use client';

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { signIn } from '../api/browser.ts';
import { useProblemWords } from '../feedback/problem-words.tsx';
import classes from './sign-in.module.css';

export function SignInForm({ next }: { next: string }) {
  const t = useTranslations('signIn');
  const words = useProblemWords();
  const [problem, setProblem] = useState<ReactNode>(null);
  const [busy, setBusy] = useState(false);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { email: '', password: '' },
    validate: {
      email: (value) => (/^\S+@\S+\.\S+$/.test(value.trim()) ? null : t('emailMissing')),
      password: (value) => (value ? null : t('passwordMissing')),
    },
  });
  const submit = form.onSubmit(async ({ email, password }) => {
    setBusy(true);
    setProblem(null);
    const answer = await signIn(email.trim(), password);
    if (answer.ok) {
      window.location.assign(next);
      return;
    }
    setBusy(false);
    const isWrong = answer.problem.code === 'unauthenticated';
    setProblem(isWrong ? t('wrong') : words(answer.problem).text);
  });
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <div className={classes.head}>
        <h1>{t('title')}</h1>
        <p>{t('lead')}</p>
      </div>
      {problem && (
        <p className={classes.error} role="alert">
          {problem}
        </p>
      )}
      <TextInput
        label={t('email')}
        type="email"
        autoComplete="username"
        key={form.key('email')}
        {...form.getInputProps('email')}
      />
      <PasswordInput
        label={t('password')}
        autoComplete="current-password"
        key={form.key('password')}
        {...form.getInputProps('password')}
      />
      <Button type="submit" size="md" loading={busy}>
        {t('submit')}
      </Button>
    </form>
  );
}
