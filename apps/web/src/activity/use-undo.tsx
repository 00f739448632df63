'use client';

import { changeText } from '@commerce/api/cards';
import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useRef, useState } from 'react';
import type { Execution } from '../api/types.ts';
import { useWriteProblemWords } from '../feedback/problem-words.tsx';
import { Dialog } from '../inbox/dialog.tsx';
import about from '../inbox/dialog.module.css';
import { useCardLocale } from '../inbox/use-card.ts';
import { useVerdictWords } from '../inbox/verdict-words.ts';
import { sendUndo } from './send-undo.ts';
import { stepBack } from './step-back.ts';

/** Takes one execution back after a question; one at a time. */
export function useUndo(): {
  ask: (execution: Execution) => void;
  busyId: string | null;
  dialog: ReactNode;
} {
  const t = useTranslations('decide');
  const locale = useCardLocale();
  const problemWords = useWriteProblemWords();
  const verdictWords = useVerdictWords();
  const router = useRouter();
  const isSending = useRef(false);
  const [busyId, setBusyId] = useState<string | null>(null);
  const [asked, setAsked] = useState<Execution | null>(null);

  const run = async (execution: Execution) => {
    // State is too late to stop a second click of the same instant.
    if (isSending.current) return;
    isSending.current = true;
    setAsked(null);
    setBusyId(execution.id);
    try {
      const answer = await sendUndo([execution.id]);
      if (!answer.ok) {
        const { title, text } = problemWords(answer.problem);
        notifications.show({ color: 'red', title, message: text, autoClose: 8000 });
        return;
      }
      for (const verdict of answer.data) {
        notifications.show({
          ...(verdict.ok ? {} : { color: 'red', autoClose: 8000 }),
          title: execution.entity_name,
          message: verdictWords('undo', verdict),
        });
      }
      router.refresh();
    } finally {
      isSending.current = false;
      setBusyId(null);
    }
  };

  const dialog = asked && (
    <Dialog title={t('confirm.undo.title')} onClose={() => setAsked(null)}>
      <Stack gap="md">
        <Text size="md">{t('confirm.undo.text')}</Text>
        <ul className={about.about}>
          <li>
            <strong>{asked.entity_name}</strong>
            <span>{changeText(stepBack(asked.diff), locale)}</span>
          </li>
        </ul>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => setAsked(null)}>
            {t('cancel')}
          </Button>
          <Button onClick={() => void run(asked)} data-autofocus>
            {t('acts.undo')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
  return { ask: setAsked, busyId, dialog };
}
