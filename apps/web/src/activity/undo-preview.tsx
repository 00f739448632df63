'use client';

import { changeText } from '@commerce/api/cards';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { Problem } from '../api/problem.ts';
import type { UndoCandidate } from '../api/types.ts';
import { FormMessage } from '../connect/form-message.tsx';
import { useWriteProblemWords } from '../feedback/problem-words.tsx';
import about from '../inbox/dialog.module.css';
import { useCardLocale } from '../inbox/use-card.ts';
import { stepBack } from './step-back.ts';
import classes from './activity.module.css';

/** What would be taken back, and first what cannot be and why. */
export function UndoPreview(props: {
  candidates: UndoCandidate[];
  busy: boolean;
  problem: Problem | null;
  onBack: () => void;
  onUndo: () => void;
}) {
  const t = useTranslations('activity');
  const words = useWriteProblemWords();
  const locale = useCardLocale();
  const can = props.candidates.filter(({ undoable }) => undoable);
  const cannot = props.candidates.filter(({ undoable }) => !undoable);
  const whyNot = ({ code, message }: UndoCandidate): string =>
    code && t.has(`notUndoable.${code}` as never)
      ? t(`notUndoable.${code}` as never)
      : (message ?? '');
  return (
    <Stack gap="md">
      {props.problem && <FormMessage tone="bad" {...words(props.problem)} />}
      {props.candidates.length === 0 && <Text size="md">{t('undoSince.nothing')}</Text>}
      {cannot.length > 0 && (
        <section aria-label={t('undoSince.cannot', { count: cannot.length })}>
          <h3 className={classes.group}>{t('undoSince.cannot', { count: cannot.length })}</h3>
          <ul className={about.about} tabIndex={0}>
            {cannot.map((candidate) => (
              <li key={candidate.execution.id}>
                <strong>{candidate.execution.entity_name}</strong>
                <span>{whyNot(candidate)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {can.length > 0 && (
        <section aria-label={t('undoSince.can', { count: can.length })}>
          <h3 className={classes.group}>{t('undoSince.can', { count: can.length })}</h3>
          <ul className={about.about} tabIndex={0}>
            {can.map(({ execution }) => (
              <li key={execution.id}>
                <strong>{execution.entity_name}</strong>
                <span>{changeText(stepBack(execution.diff), locale)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={props.onBack} disabled={props.busy}>
          {t('undoSince.back')}
        </Button>
        {can.length > 0 && (
          <Button color="red" loading={props.busy} onClick={props.onUndo}>
            {t('undoSince.submit', { count: can.length })}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
