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

/** Lets a chat out again after a question. */
export function RemoveChat({ id, name }: { id: string; name: string }) {
  const t = useTranslations('notify.telegram');
  const words = useProblemWords();
  const router = useRouter();
  const [opened, { open, close }] = useDisclosure(false);
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    const answer = await request((client, how) => client.notifications.removeChat(id, how));
    setBusy(false);
    close();
    notifications.show(
      answer.ok
        ? { message: t('removed') }
        : { color: 'red', message: words(answer.problem).text, autoClose: 8000 },
    );
    router.refresh();
  };
  return (
    <>
      <Button variant="subtle" color="red" onClick={open}>
        {t('remove')}
      </Button>
      {opened && (
        <Dialog title={t('removeTitle', { name })} onClose={close}>
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
