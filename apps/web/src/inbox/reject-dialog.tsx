'use client';

import { Button, Group, Radio, Stack, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import type { Proposal } from '../api/types.ts';
import { FormMessage } from '../connect/form-message.tsx';
import { AskedAbout } from './asked-about.tsx';
import { Dialog } from './dialog.tsx';
import type { Question } from './question.ts';

const REASONS = ['recovering', 'handled', 'data', 'later'] as const;
const MOST_CHARACTERS = 500;

/** Asks why, with the usual answers one tap away; what is said is kept with the decision. */
export function RejectDialog(
  props: Question & {
    proposals: readonly Proposal[];
    onReject: (reason: string | undefined) => void;
  },
) {
  const t = useTranslations('decide');
  const [chosen, setChosen] = useState<string>('');
  const [words, setWords] = useState('');
  const isCalledOff = props.proposals.every(({ status }) => status === 'approved');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const said = [chosen && t(`reasons.${chosen}`), words.trim()].filter(Boolean).join('. ');
    props.onReject(said.slice(0, MOST_CHARACTERS) || undefined);
  };
  return (
    <Dialog title={t(isCalledOff ? 'callOffTitle' : 'rejectTitle')} onClose={props.onClose} isForm>
      <form onSubmit={submit}>
        <Stack gap="md">
          <AskedAbout proposals={props.proposals} />
          <Radio.Group value={chosen} onChange={setChosen} label={t('why')}>
            <Stack gap={10} mt={4}>
              {REASONS.map((reason, index) => (
                <Radio
                  key={reason}
                  value={reason}
                  label={t(`reasons.${reason}`)}
                  {...(index === 0 ? { 'data-autofocus': true } : {})}
                />
              ))}
            </Stack>
          </Radio.Group>
          <Textarea
            label={t('ownWords')}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            maxLength={MOST_CHARACTERS}
            autosize
            minRows={2}
          />
          {props.problem && <FormMessage tone="bad" {...props.problem} />}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" color="red" loading={props.busy}>
              {t(isCalledOff ? 'callOff' : 'acts.reject')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
