'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { request } from '../api/browser.ts';
import { useProblemWords } from '../feedback/problem-words.ts';
import { Dialog } from '../inbox/dialog.tsx';
import type { CapScope } from './cap-scopes.ts';

/** Takes limits away, and with them the right to write. */
export function RemoveCap(props: { shopId: string; scope: CapScope; onDone: () => void }) {
  const t = useTranslations('caps');
  const words = useProblemWords();
  const router = useRouter();
  const [opened, { open, close }] = useDisclosure(false);
  const [busy, setBusy] = useState(false);
  const { platform, currency } = props.scope;
  const remove = async () => {
    setBusy(true);
    const answer = await request((client, how) =>
      client.caps.remove(props.shopId, { platform, currency }, how),
    );
    setBusy(false);
    close();
    notifications.show(
      answer.ok
        ? { message: t('removed') }
        : { color: 'red', message: words(answer.problem).text, autoClose: 8000 },
    );
    if (answer.ok) props.onDone();
    router.refresh();
  };
  return (
    <>
      <Button variant="subtle" color="red" onClick={open}>
        {t('remove')}
      </Button>
      {opened && (
        <Dialog title={t('removeTitle')} onClose={close}>
          <Stack gap="md">
            <Text size="md">{t('removeText')}</Text>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close} data-autofocus>
                {t('cancel')}
              </Button>
              <Button color="red" loading={busy} onClick={() => void remove()}>
                {t('remove')}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </>
  );
}
