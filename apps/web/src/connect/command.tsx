'use client';

import { CopyButton, Tooltip, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import classes from './command.module.css';

/** A line for the terminal, ready to be copied. */
export function Command({ line }: { line: string }) {
  const t = useTranslations('connect.files');
  return (
    <div className={classes.command}>
      <code>{line}</code>
      <CopyButton value={line}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? 'copied' : 'copy')}>
            <UnstyledButton
              className={classes.copy}
              onClick={copy}
              aria-label={`${t(copied ? 'copied' : 'copy')}: ${line}`}
            >
              {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            </UnstyledButton>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
