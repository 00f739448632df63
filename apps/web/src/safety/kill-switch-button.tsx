'use client';

import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHandStop } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { KillSwitchDialog } from './kill-switch-dialog.tsx';
import classes from './safety.module.css';

/** Stops every change with two presses, from any page. */
export function KillSwitchButton() {
  const t = useTranslations('safety.stop');
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <UnstyledButton className={classes.trigger} onClick={open} aria-haspopup="dialog">
        <IconHandStop size={18} stroke={1.7} aria-hidden />
        <span>{t('open')}</span>
      </UnstyledButton>
      {opened && <KillSwitchDialog onClose={close} />}
    </>
  );
}
