'use client';

import { Button, Stack, Text } from '@mantine/core';
import { useLocale, useTranslations } from 'next-intl';
import { useState } from 'react';
import { formatInstant } from '../format/day.ts';
import type { Proposal } from '../api/types.ts';
import { FormMessage } from '../connect/form-message.tsx';
import { AskedAbout } from './asked-about.tsx';
import { Dialog } from './dialog.tsx';
import type { Question } from './question.ts';
import { SNOOZES, snoozeUntil } from './snooze-times.ts';

/** Asks until when; the times are those of the clock before the reader. */
export function SnoozeDialog(
  props: Question & { proposals: readonly Proposal[]; onSnooze: (until: string) => void },
) {
  const t = useTranslations('decide');
  const locale = useLocale();
  const [now] = useState(() => new Date());
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return (
    <Dialog title={t('snoozeTitle')} onClose={props.onClose}>
      <Stack gap="md">
        <AskedAbout proposals={props.proposals} />
        {props.problem && <FormMessage tone="bad" {...props.problem} />}
        <Stack gap="xs">
          {SNOOZES.map((snooze, index) => {
            const until = snoozeUntil(snooze, now).toISOString();
            return (
              <Button
                key={snooze}
                variant="default"
                size="md"
                justify="space-between"
                disabled={props.busy}
                rightSection={
                  <Text span size="sm" c="dimmed">
                    {formatInstant(until, locale, timeZone)}
                  </Text>
                }
                onClick={() => props.onSnooze(until)}
                {...(index === 0 ? { 'data-autofocus': true } : {})}
              >
                {t(`snoozes.${snooze}`)}
              </Button>
            );
          })}
        </Stack>
      </Stack>
    </Dialog>
  );
}
