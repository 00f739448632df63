'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { request } from '../api/browser.ts';
import { useProblemWords } from '../feedback/problem-words.tsx';
import { shiftDay } from '../range/calendar.ts';
import type { DayRange } from '../range/range.ts';

const DaysInput = dynamic(() => import('../range/days-input.tsx'), { ssr: false });

/** Asks for days to be read again, after saying what that means. */
export function RebuildButton(props: {
  shopId: string;
  connectorId: string;
  name: string;
  today: string;
}) {
  const t = useTranslations('sync');
  const shell = useTranslations('shell');
  const words = useProblemWords();
  const router = useRouter();
  const [opened, { open, close }] = useDisclosure(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ReactNode>(null);
  const [range, setRange] = useState<DayRange | null>({
    from: shiftDay(props.today, -27),
    to: props.today,
  });
  const submit = async () => {
    if (!range) return;
    setBusy(true);
    const answer = await request((client, how) =>
      client.shops.sync(
        props.shopId,
        { kind: 'HISTORICAL_REBUILD', connector_id: props.connectorId, ...range },
        how,
      ),
    );
    setBusy(false);
    if (!answer.ok) return setProblem(words(answer.problem).text);
    close();
    const isRunning = answer.data.jobs.every((job) => job.already_running);
    notifications.show({ message: t(isRunning ? 'request.alreadyRunning' : 'request.started') });
    router.refresh();
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('rebuild')}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t('rebuildTitle', { name: props.name })}
        closeButtonProps={{ 'aria-label': shell('close') }}
      >
        <Stack gap="md">
          <Text size="md">{t('rebuildText')}</Text>
          <DaysInput
            label={t('rebuildRange')}
            value={range}
            latest={props.today}
            onChange={setRange}
          />
          {problem && (
            <Text c="var(--bad)" role="alert">
              {problem}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close} data-autofocus>
              {t('cancel')}
            </Button>
            <Button onClick={() => void submit()} loading={busy} disabled={!range}>
              {t('rebuildSubmit')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}
