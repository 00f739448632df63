'use client';

import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, type ReactNode, useState } from 'react';
import { request } from '../api/browser.ts';
import { Command } from '../connect/command.tsx';
import { FormMessage } from '../connect/form-message.tsx';
import { useWriteProblemWords } from '../feedback/problem-words.tsx';
import form from '../connect/connect.module.css';
import classes from './settings.module.css';

const SCOPES = ['read', 'propose', 'write'] as const;
type Scope = (typeof SCOPES)[number];

/** Makes a key and shows it the one time it can be shown. */
export function CreateKey() {
  const t = useTranslations('settings.keys');
  const words = useWriteProblemWords();
  const router = useRouter();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Scope>('read');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ReactNode>(null);
  const [key, setKey] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(!name.trim());
    if (!name.trim()) return;
    setBusy(true);
    setProblem(null);
    const scopes: Scope[] = scope === 'read' ? ['read'] : ['read', scope];
    const answer = await request((client, how) =>
      client.apiKeys.create({ name: name.trim(), scopes }, how),
    );
    setBusy(false);
    if (!answer.ok) return setProblem(words(answer.problem).text);
    setKey(answer.data.key);
    setName('');
    router.refresh();
  };
  if (key) {
    return (
      <div className={form.form}>
        <FormMessage tone="good" text={t('created')}>
          <Command line={key} />
          <Button variant="default" onClick={() => setKey(null)}>
            {t('done')}
          </Button>
        </FormMessage>
      </div>
    );
  }
  return (
    <form className={classes.create} onSubmit={(event) => void submit(event)} noValidate>
      {problem && <FormMessage tone="bad" text={problem} />}
      <TextInput
        label={t('name')}
        placeholder={t('nameHint')}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
        error={missing && !name.trim() ? t('nameMissing') : null}
      />
      <div className={classes.choice}>
        <span id="key-scope">{t('scope')}</span>
        <SegmentedControl
          aria-labelledby="key-scope"
          value={scope}
          onChange={setScope}
          data={SCOPES.map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <Button type="submit" loading={busy}>
        {t('create')}
      </Button>
    </form>
  );
}
