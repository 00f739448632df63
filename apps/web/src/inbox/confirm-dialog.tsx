'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Proposal } from '../api/types.ts';
import { FormMessage } from '../connect/form-message.tsx';
import { AskedAbout } from './asked-about.tsx';
import { Dialog } from './dialog.tsx';
import type { Question } from './question.ts';

/** Asks once more before a high risk, and before a change is taken back. */
export function ConfirmDialog(
  props: Question & {
    act: 'approve' | 'execute' | 'undo';
    proposals: readonly Proposal[];
    onConfirm: () => void;
  },
) {
  const t = useTranslations('decide');
  const { act } = props;
  return (
    <Dialog title={t(`confirm.${act}.title`)} onClose={props.onClose}>
      <Stack gap="md">
        <Text size="md">{t(`confirm.${act}.text`)}</Text>
        <AskedAbout proposals={props.proposals} back={act === 'undo'} />
        {props.problem && <FormMessage tone="bad" {...props.problem} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {t('cancel')}
          </Button>
          <Button
            loading={props.busy}
            onClick={props.onConfirm}
            {...(act === 'undo' ? {} : { color: 'red' })}
            data-autofocus
          >
            {t(`acts.${act}`)}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
