'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import type { MemberVerdict, UndoCandidate } from '../api/types.ts';
import dialog from '../inbox/dialog.module.css';
import { useVerdictWords } from '../inbox/verdict-words.ts';

/** What became of each change that was to be taken back. */
export function UndoResults(props: {
  candidates: UndoCandidate[];
  verdicts: MemberVerdict[];
  onClose: () => void;
}) {
  const t = useTranslations();
  const words = useVerdictWords();
  const meant = props.candidates.filter(({ undoable }) => undoable);
  const verdicts = new Map(props.verdicts.map((verdict) => [verdict.id, verdict]));
  const done = props.verdicts.filter(({ ok }) => ok).length;
  return (
    <Stack gap="md">
      <Text size="md" role="status">
        {t('decide.resultCount', { done, count: meant.length })}
      </Text>
      <ul className={dialog.results} tabIndex={0}>
        {meant.map(({ execution }) => {
          const verdict = verdicts.get(execution.id);
          return (
            <li key={execution.id} data-ok={verdict?.ok ?? false}>
              {verdict?.ok ? (
                <IconCheck size={16} stroke={2} aria-hidden />
              ) : (
                <IconX size={16} stroke={2} aria-hidden />
              )}
              <span>
                <strong>{execution.entity_name}</strong>
                <span>{verdict ? words('undo', verdict) : t('activity.undoSince.notReached')}</span>
              </span>
            </li>
          );
        })}
      </ul>
      <Group justify="flex-end">
        <Button onClick={props.onClose} data-autofocus>
          {t('decide.closeResults')}
        </Button>
      </Group>
    </Stack>
  );
}
