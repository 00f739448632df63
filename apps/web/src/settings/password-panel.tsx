'use client';

import { Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { request } from '../api/browser.ts';
import { fieldErrors } from '../connect/field-errors.ts';
import { FormMessage } from '../connect/form-message.tsx';
import { useProblemWords } from '../feedback/problem-words.tsx';
import { Panel } from '../shell/panel.tsx';
import form from '../connect/connect.module.css';

const FIELDS = { current_password: 'current', new_password: 'next' } as const;
const MIN_LENGTH = 8;

export function PasswordPanel({ hasPassword }: { hasPassword: boolean }) {
  const t = useTranslations('settings.password');
  const words = useProblemWords();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ tone: 'good' | 'bad'; text: ReactNode } | null>(null);
  const fields = useForm({
    mode: 'uncontrolled',
    initialValues: { current: '', next: '' },
    validate: {
      current: (value) => (hasPassword && !value ? t('currentMissing') : null),
      next: (value) => (value.length < MIN_LENGTH ? t('tooShort') : null),
    },
  });
  const submit = fields.onSubmit(async ({ current, next }) => {
    setBusy(true);
    setOutcome(null);
    const body = { new_password: next, ...(hasPassword ? { current_password: current } : {}) };
    const answer = await request((client, how) => client.auth.setPassword(body, how));
    setBusy(false);
    if (answer.ok) {
      fields.reset();
      setOutcome({ tone: 'good', text: t('done') });
      router.refresh();
      return;
    }
    const { errors, rest } = fieldErrors(answer.problem, FIELDS);
    fields.setErrors(errors);
    if (rest) setOutcome({ tone: 'bad', text: words(answer.problem).text });
  });
  return (
    <Panel title={t('title')} note={t(hasPassword ? 'noteSet' : 'noteUnset')}>
      <form className={form.form} onSubmit={submit} noValidate>
        {outcome && <FormMessage tone={outcome.tone} text={outcome.text} />}
        {hasPassword && (
          <PasswordInput
            label={t('current')}
            autoComplete="current-password"
            key={fields.key('current')}
            {...fields.getInputProps('current')}
          />
        )}
        <PasswordInput
          label={t('new')}
          description={t('newHint')}
          autoComplete="new-password"
          key={fields.key('next')}
          {...fields.getInputProps('next')}
        />
        <Button type="submit" loading={busy}>
          {t('submit')}
        </Button>
      </form>
    </Panel>
  );
}
