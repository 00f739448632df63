'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { request } from '../api/browser.ts';
import type { KillSwitch } from '../api/types.ts';
import { useProblemWords } from '../feedback/problem-words.ts';
import { Dialog } from '../inbox/dialog.tsx';

/** Lets changes go on after a question that says what then happens. */
export function ReleaseButton(props: {
  shop?: { id: string; name: string };
  mode: KillSwitch['mode'];
  large?: boolean;
}) {
  const t = useTranslations('safety.release');
  const words = useProblemWords();
  const router = useRouter();
  const [opened, { open, close }] = useDisclosure(false);
  const [busy, setBusy] = useState(false);
  const { shop } = props;
  const release = async () => {
    setBusy(true);
    const answer = await request((client, how) => client.killSwitch.release(shop?.id, how));
    setBusy(false);
    close();
    notifications.show(
      answer.ok
        ? { message: t('done') }
        : { color: 'red', message: words(answer.problem).text, autoClose: 8000 },
    );
    router.refresh();
  };
  return (
    <>
      <Button variant="default" size={props.large ? 'md' : 'xs'} onClick={open}>
        {t('submit')}
        {shop && <span className="visually-hidden">{shop.name}</span>}
      </Button>
      {opened && (
        <Dialog title={shop ? t('titleShop', { shop: shop.name }) : t('title')} onClose={close}>
          <Stack gap="md">
            <Text size="md">{t(`text.${props.mode}`)}</Text>
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close} data-autofocus>
                {t('cancel')}
              </Button>
              <Button loading={busy} onClick={() => void release()}>
                {t('submit')}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </>
  );
}
