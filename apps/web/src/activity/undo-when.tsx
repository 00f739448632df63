'use client';

import { Button, Group, NativeSelect, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { Problem } from '../api/problem.ts';
import { FormMessage } from '../connect/form-message.tsx';
import { useProblemWords } from '../feedback/problem-words.tsx';
import type { InboxShop } from '../inbox/inbox-shop.ts';
import { instantOf, localField, SPANS, type Span } from './since.ts';

/** Asks how far back an undo reaches, and for which shop. */
export function UndoWhen(props: {
  shops: InboxShop[];
  shopId: string | undefined;
  busy: boolean;
  problem: Problem | null;
  onCancel: () => void;
  onChoose: (since: string, shopId: string | undefined) => void;
}) {
  const t = useTranslations('activity');
  const words = useProblemWords();
  const [span, setSpan] = useState<Span | 'own'>('hour');
  const [own, setOwn] = useState(() => localField(Date.now() - SPANS.hour));
  const [isWrong, setIsWrong] = useState(false);
  const only = props.shops.length === 1 ? props.shops[0]?.id : undefined;
  const [shopId, setShopId] = useState(only ?? props.shopId ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const now = Date.now();
    const since = span === 'own' ? instantOf(own, now) : new Date(now - SPANS[span]).toISOString();
    setIsWrong(since === null);
    if (since) props.onChoose(since, shopId || undefined);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text size="md">{t('undoSince.text')}</Text>
        {props.problem && <FormMessage tone="bad" {...words(props.problem)} />}
        <Radio.Group label={t('undoSince.since')} value={span} onChange={(value) => setSpan(value)}>
          <Stack gap={10} mt={4}>
            {[...(Object.keys(SPANS) as Span[]), 'own' as const].map((name) => (
              <Radio key={name} value={name} label={t(`undoSince.spans.${name}`)} />
            ))}
          </Stack>
        </Radio.Group>
        {span === 'own' && (
          <TextInput
            type="datetime-local"
            label={t('undoSince.instant')}
            description={t('undoSince.instantHint')}
            value={own}
            onChange={(event) => setOwn(event.currentTarget.value)}
            error={isWrong && t('undoSince.instantWrong')}
          />
        )}
        {props.shops.length > 1 && (
          <NativeSelect
            label={t('shop')}
            value={shopId}
            onChange={(event) => setShopId(event.currentTarget.value)}
            data={[
              { value: '', label: t('allShops') },
              ...props.shops.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            size="md"
          />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onCancel}>
            {t('undoSince.cancel')}
          </Button>
          <Button type="submit" loading={props.busy} data-autofocus>
            {t('undoSince.preview')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
