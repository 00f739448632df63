'use client';

import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { request } from '../api/browser.ts';
import type { Problem } from '../api/problem.ts';
import { FormMessage } from '../connect/form-message.tsx';
import { useWriteProblemWords } from '../feedback/problem-words.tsx';
import { Dialog } from '../inbox/dialog.tsx';

const MOST_CHARACTERS = 500;

/** Stops the changes of every shop, or of one; a reason helps whoever finds it stopped. */
export function KillSwitchDialog(props: {
  shop?: { id: string; name: string };
  onClose: () => void;
}) {
  const t = useTranslations('safety.stop');
  const words = useWriteProblemWords();
  const router = useRouter();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { shop, onClose } = props;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const said = reason.trim();
    const answer = await request((client, how) =>
      client.killSwitch.engage({ shop_id: shop?.id ?? null, ...(said && { reason: said }) }, how),
    );
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    notifications.show({ message: shop ? t('doneShop', { shop: shop.name }) : t('done') });
    onClose();
    router.refresh();
  };
  return (
    <Dialog
      title={shop ? t('titleShop', { shop: shop.name }) : t('title')}
      onClose={onClose}
      isForm
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="md">
          <Text size="md">{t('text')}</Text>
          {problem && (
            <FormMessage tone="bad" {...words(problem)}>
              {problem.code === 'forbidden' && !shop && (
                <Link href="/settings/safety" onClick={onClose}>
                  {t('ownShops')}
                </Link>
              )}
            </FormMessage>
          )}
          <Textarea
            label={t('reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            maxLength={MOST_CHARACTERS}
            autosize
            minRows={2}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" color="red" loading={busy} data-autofocus>
              {t(shop ? 'submitShop' : 'submit')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
