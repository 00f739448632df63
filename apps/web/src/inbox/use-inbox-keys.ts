'use client';

import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { type PageKey, usePageKeys } from '../shell/page-keys.ts';
import { ACT_KEYS, type Act, ACTS } from './proposal-state.ts';

/** The keys of the list: move, mark, decide, open. */
export function useInboxKeys(on: {
  move: (by: number, isRange: boolean) => void;
  act: (act: Act) => void;
  mark: () => void;
  open: () => void;
  clear: () => void;
}): void {
  const t = useTranslations('inbox.keys');
  const decide = useTranslations('decide.acts');
  const keys = useMemo((): PageKey[] => {
    const step =
      (by: number, isRange = false) =>
      (event: KeyboardEvent) => {
        event.preventDefault();
        on.move(by, isRange);
      };
    return [
      { key: 'j', text: t('next'), run: step(1) },
      { key: 'k', text: t('previous'), run: step(-1) },
      ...actKeys(on.act, decide),
      { key: 'x', text: t('mark'), run: on.mark },
      { key: 'J', text: t('markNext'), run: step(1, true) },
      { key: 'K', text: t('markPrevious'), run: step(-1, true) },
      {
        key: 'Enter',
        text: t('open'),
        run: (event) => {
          const isOnControl =
            event.target instanceof HTMLElement && event.target.closest('a, button, input');
          if (!isOnControl) on.open();
        },
      },
      { key: 'Escape', text: t('clear'), run: on.clear },
    ];
  }, [on, t, decide]);
  usePageKeys(keys);
}

/** The keys of a single proposal. */
export function useActKeys(onAct: (act: Act) => void): void {
  const decide = useTranslations('decide.acts');
  usePageKeys(useMemo(() => actKeys(onAct, decide), [onAct, decide]));
}

const actKeys = (onAct: (act: Act) => void, word: (act: Act) => string): PageKey[] =>
  ACTS.map((act) => ({
    key: ACT_KEYS[act],
    text: word(act),
    run: (event) => {
      // The letter must not land in the first field of the question it opens.
      event.preventDefault();
      onAct(act);
    },
  }));
