'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { request } from '../api/browser.ts';
import { useProblemWords } from '../feedback/problem-words.ts';

export function RevokeKey({ id, name }: { id: string; name: string }) {
  const t = useTranslations('settings.keys');
  const cancel = useTranslations('sync')('cancel');
  const shell = useTranslations('shell');
  const words = useProblemWords();
  const router = useRouter();
  const [opened, { open, close }] = useDisclosure(false);
  const [busy, setBusy] = useState(false);
  const revoke = async () => {
    setBusy(true);
    const answer = await request((client, how) => client.apiKeys.revoke(id, how));
    setBusy(false);
    close();
    notifications.show(
      answer.ok
        ? { message: t('revoked') }
        : { color: 'red', message: words(answer.problem).text, autoClose: 8000 },
    );
    router.refresh();
  };
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        {t('revoke')}
        <span className="visually-hidden">{name}</span>
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('revokeTitle', { name })}
        closeButtonProps={{ 'aria-label': shell('close') }}
      >
        <Stack>
          <Text size="md">{t('revokeText')}</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close} data-autofocus>
              {cancel}
            </Button>
            <Button color="red" loading={busy} onClick={() => void revoke()}>
              {t('revoke')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
