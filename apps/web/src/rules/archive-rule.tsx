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

export function ArchiveRule(props: { shopId: string; ruleId: string; name: string }) {
  const t = useTranslations('rules');
  const words = useProblemWords();
  const router = useRouter();
  const [opened, { open, close }] = useDisclosure(false);
  const [busy, setBusy] = useState(false);
  const archive = async () => {
    setBusy(true);
    const answer = await request((client, how) =>
      client.rules.archive(props.shopId, props.ruleId, how),
    );
    setBusy(false);
    close();
    if (answer.ok) {
      notifications.show({ message: t('archived', { name: props.name }) });
      router.push(`/shops/${props.shopId}/rules`);
      router.refresh();
    } else {
      notifications.show({ color: 'red', message: words(answer.problem).text, autoClose: 8000 });
    }
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('archive')}
      </Button>
      {opened && (
        <Dialog title={t('archiveTitle', { name: props.name })} onClose={close}>
          <Stack>
            <Text size="md">{t('archiveText')}</Text>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close} data-autofocus>
                {t('cancel')}
              </Button>
              <Button color="red" loading={busy} onClick={() => void archive()}>
                {t('archive')}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </>
  );
}
