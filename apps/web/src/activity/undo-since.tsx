'use client';

import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { InboxShop } from '../inbox/inbox-shop.ts';
import { UndoSinceDialog } from './undo-since-dialog.tsx';

/** Takes everything since some moment back, after a list of what that means. */
export function UndoSince(props: { shops: InboxShop[]; shopId: string | undefined }) {
  const t = useTranslations('activity.undoSince');
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={18} stroke={1.7} aria-hidden />}
        onClick={open}
      >
        {t('open')}
      </Button>
      {opened && <UndoSinceDialog {...props} onClose={close} />}
    </>
  );
}
