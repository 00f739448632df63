'use client';

import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { request } from '../api/browser.ts';
import type { ProblemWords } from '../feedback/problem-words.tsx';
import { fieldErrors } from './field-errors.ts';
import { FormMessage } from './form-message.tsx';
import { cleanDomain, isShopDomain } from './shop-domain.ts';
import { type ConnectedShop, sendShopify, type ShopifyTarget } from './send-shopify.ts';
import { ShopifyConnected } from './shopify-connected.tsx';
import { useRefusalWords } from './use-refusal-words.ts';
import classes from './connect.module.css';

const SECRETS = { clientId: '', clientSecret: '', accessToken: '' };

/** The API names the fields of a new shop within the shop, those of an existing one as they are. */
const FIELDS = {
  shop_domain: 'domain',
  client_id: 'clientId',
  client_secret: 'clientSecret',
  access_token: 'accessToken',
  'shopify.shop_domain': 'domain',
  'shopify.client_id': 'clientId',
  'shopify.client_secret': 'clientSecret',
  'shopify.access_token': 'accessToken',
} as const;

/**
 * Connects a new Shopify shop, or gives `shop` new credentials; the API proves them before anything is stored.
 * The address of a shop that has one is shown and cannot be changed.
 */
export function ShopifyForm({ shop }: { shop?: ShopifyTarget | undefined }) {
  const t = useTranslations('connect.shopify');
  const refusal = useRefusalWords();
  const router = useRouter();
  const [method, setMethod] = useState<'client' | 'token'>('client');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemWords | null>(null);
  const [connected, setConnected] = useState<ConnectedShop | null>(null);
  const needed = (used: boolean) => (value: string) =>
    used && !value.trim() ? t('required') : null;
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { domain: shop?.domain ?? '', ...SECRETS },
    validate: {
      domain: (value) => (shop?.domain || isShopDomain(value) ? null : t('domainWrong')),
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
    const shopify = { shop_domain: shop?.domain ?? cleanDomain(values.domain), ...credentials };
    const answer = await request((client, how) => sendShopify(client, shop, shopify, how));
    setBusy(false);
    if (answer.ok) {
      form.setValues(SECRETS);
      form.reset();
      setConnected(answer.data);
      router.refresh();
      return;
    }
    const { errors, rest } = fieldErrors(refusal.atFields(answer.problem), FIELDS);
    form.setErrors(errors);
    if (rest) setProblem(refusal.words(answer.problem));
  });
  if (connected) return <ShopifyConnected shop={connected} />;
  return (
    <form className={classes.form} onSubmit={submit} noValidate autoComplete="off">
      {problem && <FormMessage tone="bad" title={problem.title} text={problem.text} />}
      <TextInput
        label={t('domain')}
        description={t(shop?.domain ? 'domainFixed' : 'domainHint')}
        placeholder="my-shop.myshopify.com"
        inputMode="url"
        autoCapitalize="none"
        spellCheck={false}
        readOnly={Boolean(shop?.domain)}
        className={shop?.domain ? classes.fixed : ''}
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
        {t(shop ? 'submitAgain' : 'submit')}
      </Button>
    </form>
  );
}
