'use client';

import { Button, PasswordInput, Select } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { request } from '../api/browser.ts';
import type { AccountChoice } from '../api/types.ts';
import { useNoteWords } from '../sync/use-note-words.ts';
import { AccountList } from './account-list.tsx';
import { fieldErrors } from './field-errors.ts';
import { FormMessage } from './form-message.tsx';
import { useRefusalWords } from './use-refusal-words.ts';
import classes from './connect.module.css';

const FIELDS = { access_token: 'token', app_secret: 'secret' } as const;

type Outcome = { tone: 'good' | 'bad' | 'warn'; title?: string; text: ReactNode };

/** Connects ad accounts in two steps: the token shows what it can see, then accounts are chosen. */
export function MetaForm(props: { shops: { id: string; name: string }[]; shopId: string | null }) {
  const t = useTranslations('connect.meta');
  const refusal = useRefusalWords();
  const noteWords = useNoteWords();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [accounts, setAccounts] = useState<AccountChoice[] | null>(null);
  const [shopId, setShopId] = useState(props.shopId ?? props.shops[0]?.id ?? null);
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { token: '', secret: '' },
    validate: { token: (value) => (value.trim() ? null : t('chooseToken')) },
  });
  if (props.shops.length === 0 || !shopId) return <p className={classes.hint}>{t('noShops')}</p>;

  const send = async (ids: string[] | null) => {
    const { token, secret } = form.getValues();
    setBusy(true);
    setOutcome(null);
    const answer = await request((client, how) =>
      client.shops.connectMeta(
        shopId,
        {
          access_token: token.trim(),
          ...(secret.trim() ? { app_secret: secret.trim() } : {}),
          ...(ids ? { ad_account_ids: ids } : {}),
        },
        how,
      ),
    );
    setBusy(false);
    if (!answer.ok) {
      const { errors, rest } = fieldErrors(refusal.atFields(answer.problem), FIELDS);
      form.setErrors(errors);
      if (rest) setOutcome({ tone: 'bad', ...refusal.words(answer.problem) });
      return;
    }
    if (!ids) return setAccounts(answer.data.available_accounts);
    form.reset();
    setAccounts(null);
    setOutcome({
      tone: answer.data.warnings.length > 0 ? 'warn' : 'good',
      text: [
        t('done', { count: answer.data.connectors.length }),
        ...answer.data.coded_warnings.map(noteWords),
      ].join(' '),
    });
    router.refresh();
  };

  return (
    <form
      className={classes.form}
      onSubmit={form.onSubmit(() => send(null))}
      noValidate
      autoComplete="off"
    >
      {outcome && <FormMessage {...outcome} />}
      <Select
        label={t('shop')}
        description={t('shopHint')}
        data={props.shops.map(({ id, name }) => ({ value: id, label: name }))}
        value={shopId}
        onChange={(next) => next && setShopId(next)}
        searchable={props.shops.length > 7}
        allowDeselect={false}
        size="md"
      />
      {accounts === null ? (
        <>
          <PasswordInput
            label={t('token')}
            description={t('tokenHint')}
            autoComplete="new-password"
            key={form.key('token')}
            {...form.getInputProps('token')}
          />
          <PasswordInput
            label={t('secret')}
            description={t('secretHint')}
            autoComplete="new-password"
            key={form.key('secret')}
            {...form.getInputProps('secret')}
          />
          <Button type="submit" loading={busy}>
            {t('list')}
          </Button>
        </>
      ) : (
        <AccountList
          accounts={accounts}
          busy={busy}
          onConnect={(ids) => void send(ids)}
          onBack={() => setAccounts(null)}
        />
      )}
    </form>
  );
}
