'use client';

import { Button } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type ReactNode, useState } from 'react';
import { request } from '../api/browser.ts';
import type { TelegramPairing } from '../api/types.ts';
import { Command } from '../connect/command.tsx';
import { FormMessage } from '../connect/form-message.tsx';
import { LiveRefresh } from '../feedback/live-refresh.tsx';
import { useProblemWords } from '../feedback/problem-words.tsx';
import { useNow } from '../feedback/use-now.ts';
import classes from './notifications.module.css';

interface Pairing extends TelegramPairing {
  /** The chats there were when the code was made: another one means that it was used. */
  known: readonly string[];
}

/** Makes a code, shows what to do with it, and waits for the chat that sends it. */
export function PairTelegram(props: { chats: readonly string[]; now: number }) {
  const t = useTranslations('notify.telegram');
  const words = useProblemWords();
  const now = useNow(props.now);
  const [pairing, setPairing] = useState<Pairing | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ReactNode>(null);
  const isPaired = pairing !== null && props.chats.some((id) => !pairing.known.includes(id));
  const minutes = pairing ? Math.ceil((Date.parse(pairing.expires_at) - now) / 60_000) : 0;

  const pair = async () => {
    setBusy(true);
    setProblem(null);
    const answer = await request((client, how) => client.notifications.pairTelegram(how));
    setBusy(false);
    if (!answer.ok) return setProblem(words(answer.problem).text);
    setPairing({ ...answer.data, known: props.chats });
  };
  return (
    <>
      {problem && <FormMessage tone="bad" text={problem} />}
      {isPaired && <FormMessage tone="good" text={t('paired')} />}
      {pairing && !isPaired && minutes > 0 ? (
        <ol className={classes.steps}>
          <li>{t('step1')}</li>
          <li>
            {t('step2')}
            <Command line={`/start ${pairing.code}`} />
          </li>
          <li>
            <span role="status">{t('step3', { minutes })}</span>
          </li>
        </ol>
      ) : (
        <>
          {pairing && !isPaired && <FormMessage tone="warn" text={t('expired')} />}
          {!isPaired && <p className={classes.hint}>{t('needsBot')}</p>}
          <Button
            variant={props.chats.length > 0 ? 'default' : 'filled'}
            loading={busy}
            onClick={() => void pair()}
          >
            {t(props.chats.length > 0 ? 'pairAnother' : 'pair')}
          </Button>
        </>
      )}
      {pairing && !isPaired && minutes > 0 && <LiveRefresh busy />}
    </>
  );
}
