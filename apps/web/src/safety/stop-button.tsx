'use client';

import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHandStop } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { KillSwitchDialog } from './kill-switch-dialog.tsx';

/** The kill switch on its own page: large for everything, small for one shop. */
export function StopButton({ shop }: { shop?: { id: string; name: string } }) {
  const t = useTranslations('safety.stop');
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      {shop ? (
        <Button variant="default" size="xs" onClick={open}>
          {t('submitShop')}
          <span className="visually-hidden">{shop.name}</span>
        </Button>
      ) : (
        <Button
          color="red"
          size="lg"
          leftSection={<IconHandStop size={22} stroke={1.8} aria-hidden />}
          onClick={open}
        >
          {t('submit')}
        </Button>
      )}
      {opened && <KillSwitchDialog {...(shop && { shop })} onClose={close} />}
    </>
  );
}
