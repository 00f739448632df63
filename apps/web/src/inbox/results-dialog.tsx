'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { Dialog } from './dialog.tsx';
import type { Act } from './proposal-state.ts';
import type { Outcome } from './send-act.ts';
import { useCard } from './use-card.ts';
import { useVerdictWords } from './verdict-words.ts';
import classes from './dialog.module.css';

/** What became of each member of a batch. */
export function ResultsDialog(props: { act: Act; outcomes: Outcome[]; onClose: () => void }) {
  const t = useTranslations('decide');
  const words = useVerdictWords();
  const card = useCard();
  // What did not work is what has to be read.
  const outcomes = props.outcomes.toSorted((a, b) => Number(a.verdict.ok) - Number(b.verdict.ok));
  const done = props.outcomes.filter(({ verdict }) => verdict.ok).length;
  return (
    <Dialog title={t(`results.${props.act}`)} onClose={props.onClose}>
      <Stack gap="md">
        <Text size="md" role="status">
          {t('resultCount', { done, count: props.outcomes.length })}
        </Text>
        <ul className={classes.results}>
          {outcomes.map(({ proposal, verdict }) => (
            <li key={proposal.id} data-ok={verdict.ok}>
              {verdict.ok ? (
                <IconCheck size={16} stroke={2} aria-hidden />
              ) : (
                <IconX size={16} stroke={2} aria-hidden />
              )}
              <span>
                <strong>{card(proposal, 'UTC').title}</strong>
                <span>{words(props.act, verdict, proposal)}</span>
              </span>
            </li>
          ))}
        </ul>
        <Group justify="flex-end">
          <Button onClick={props.onClose} data-autofocus>
            {t('closeResults')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
