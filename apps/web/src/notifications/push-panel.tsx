'use client';

import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import { type ReactNode, useEffect, useState } from 'react';
import { FormMessage } from '../connect/form-message.tsx';
import { useProblemWords } from '../feedback/problem-words.tsx';
import { Tag } from '../feedback/tag.tsx';
import { useCardLocale } from '../inbox/use-card.ts';
import { Panel } from '../shell/panel.tsx';
import {
  disablePush,
  enablePush,
  type PushResult,
  type PushState,
  pushState,
  showSample,
} from './push-browser.ts';
import classes from './notifications.module.css';

/** Whether this very browser is told of decisions. */
export function PushPanel() {
  const t = useTranslations('notify.push');
  const words = useProblemWords();
  const locale = useCardLocale();
  const [state, setState] = useState<PushState | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ReactNode>(null);
  useEffect(() => {
    void pushState().then(setState);
  }, []);

  const run = async (work: () => Promise<PushResult>) => {
    setBusy(true);
    setProblem(null);
    const result = await work();
    setBusy(false);
    if (result.ok) setState(result.state);
    else {
      setProblem(result.problem === 'refused' ? t('refused') : words(result.problem).text);
    }
  };
  const sample = async () => {
    const isShown = await showSample(t('sampleTitle'), t('sampleText'));
    notifications.show({ message: t(isShown ? 'sampleSent' : 'refused') });
  };
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className={classes.body}>
        {problem && <FormMessage tone="bad" text={problem} />}
        <p className={classes.push} role="status">
          {state && (
            <>
              <Tag tone={state === 'on' ? 'good' : 'plain'}>{t(`states.${state}.name`)}</Tag>
              <span>{t(`states.${state}.text`)}</span>
            </>
          )}
        </p>
        <Group gap="xs">
          {(state === 'off' || state === null) && (
            <Button
              loading={busy}
              disabled={state === null}
              onClick={() => void run(() => enablePush(locale))}
            >
              {t('enable')}
            </Button>
          )}
          {state === 'on' && (
            <>
              <Button variant="default" onClick={() => void sample()}>
                {t('sample')}
              </Button>
              <Button variant="default" loading={busy} onClick={() => void run(disablePush)}>
                {t('disable')}
              </Button>
            </>
          )}
        </Group>
      </div>
    </Panel>
  );
}
