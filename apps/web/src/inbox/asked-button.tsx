'use client';

import { Button, type ButtonProps, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import type { Answer, Problem } from '../api/problem.ts';
import { FormMessage } from '../connect/form-message.tsx';
import { useWriteProblemWords } from '../feedback/problem-words.tsx';
import { Dialog } from './dialog.tsx';

/** A button that asks before it does something; the question stays open until that is done. */
export function AskedButton(props: {
  label: string;
  /** What tells this button from others of the same name, to those who hear the page. */
  about?: string | undefined;
  look: Pick<ButtonProps, 'variant' | 'color' | 'size'>;
  title: string;
  text: string;
  /** Of the button that does it. */
  color?: string;
  act: () => Promise<Answer<unknown>>;
  done: ReactNode;
  onDone?: () => void;
}) {
  const t = useTranslations('decide');
  const words = useWriteProblemWords();
  const router = useRouter();
  const [opened, setOpened] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const open = () => {
    setProblem(null);
    setOpened(true);
  };
  const close = () => setOpened(false);
  const submit = async () => {
    setBusy(true);
    setProblem(null);
    const answer = await props.act();
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    close();
    notifications.show({ message: props.done });
    props.onDone?.();
    router.refresh();
  };
  return (
    <>
      <Button {...props.look} onClick={open}>
        {props.label}
        {props.about && <span className="visually-hidden">{props.about}</span>}
      </Button>
      {opened && (
        <Dialog title={props.title} onClose={close}>
          <Stack gap="md">
            <Text size="md">{props.text}</Text>
            {problem && <FormMessage tone="bad" {...words(problem)} />}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close} data-autofocus>
                {t('cancel')}
              </Button>
              <Button
                {...(props.color && { color: props.color })}
                loading={busy}
                onClick={() => void submit()}
              >
                {props.label}
              </Button>
            </Group>
          </Stack>
        </Dialog>
      )}
    </>
  );
}
