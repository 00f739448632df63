'use client';

import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { request } from '../api/browser.ts';
import type { Shop } from '../api/types.ts';
import { useProblemWords } from '../feedback/problem-words.ts';
import { LinkButton } from '../feedback/link-button.tsx';
import { fieldErrors } from './field-errors.ts';
import { FormMessage } from './form-message.tsx';
import { cleanDomain, isShopDomain } from './shop-domain.ts';
import classes from './connect.module.css';

const EMPTY = { domain: '', clientId: '', clientSecret: '', accessToken: '' };

const FIELDS = {
  'shopify.shop_domain': 'domain',
  'shopify.client_id': 'clientId',
  'shopify.client_secret': 'clientSecret',
  'shopify.access_token': 'accessToken',
} as const;

/** Connects a Shopify shop; the API proves the credentials before anything is stored. */
export function ShopifyForm() {
  const t = useTranslations('connect.shopify');
  const words = useProblemWords();
  const router = useRouter();
  const [method, setMethod] = useState<'client' | 'token'>('client');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<{ title: string; text: string } | null>(null);
  const [made, setMade] = useState<Shop | null>(null);
  const needed = (used: boolean) => (value: string) =>
    used && !value.trim() ? t('required') : null;
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: EMPTY,
    validate: {
      domain: (value) => (isShopDomain(value) ? null : t('domainWrong')),
      clientId: needed(method === 'client'),
      clientSecret: needed(method === 'client'),
      accessToken: needed(method === 'token'),
    },
  });
  const submit = form.onSubmit(async (values) => {
    setBusy(true);
    setProblem(null);
    const credentials =
      method === 'client'
        ? { client_id: values.clientId.trim(), client_secret: values.clientSecret.trim() }
        : { access_token: values.accessToken.trim() };
    const shopify = { shop_domain: cleanDomain(values.domain), ...credentials };
    const answer = await request((client, how) => client.shops.create({ shopify }, how));
    setBusy(false);
    if (answer.ok) {
      form.setValues(EMPTY);
      form.reset();
      setMade(answer.data);
      router.refresh();
      return;
    }
    const { errors, rest } = fieldErrors(answer.problem, FIELDS);
    form.setErrors(errors);
    if (rest) setProblem(words(answer.problem));
  });
  if (made) {
    return (
      <FormMessage tone="good" text={t('done', { name: made.name })}>
        <LinkButton href={`/shops/${made.id}`}>{t('open')}</LinkButton>
      </FormMessage>
    );
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate autoComplete="off">
      {problem && <FormMessage tone="bad" title={problem.title} text={problem.text} />}
      <TextInput
        label={t('domain')}
        description={t('domainHint')}
        placeholder="my-shop.myshopify.com"
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        key={form.key('domain')}
        {...form.getInputProps('domain')}
      />
      <div>
        <SegmentedControl
          aria-label={t('method')}
          value={method}
          onChange={setMethod}
          data={[
            { value: 'client', label: t('client') },
            { value: 'token', label: t('token') },
          ]}
        />
        <p className={classes.hint}>{t(method === 'client' ? 'clientHint' : 'tokenHint')}</p>
      </div>
      {method === 'client' ? (
        <>
          <TextInput
            label={t('clientId')}
            spellCheck={false}
            key={form.key('clientId')}
            {...form.getInputProps('clientId')}
          />
          <PasswordInput
            label={t('clientSecret')}
            autoComplete="new-password"
            key={form.key('clientSecret')}
            {...form.getInputProps('clientSecret')}
          />
        </>
      ) : (
        <PasswordInput
          label={t('accessToken')}
          autoComplete="new-password"
          key={form.key('accessToken')}
          {...form.getInputProps('accessToken')}
        />
      )}
      <Button type="submit" loading={busy}>
        {t('submit')}
      </Button>
    </form>
  );
}
