'use client';

import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useRef, useTransition } from 'react';
import { freshenSession, request } from '../api/browser.ts';
import type { Problem } from '../api/problem.ts';
import { useProblemWords } from './problem-words.tsx';

const BUSY_MS = 3_000;
const IDLE_MS = 60_000;
const AWAY = 'server-away';

/**
 * Asks the server for the page again: soon while something runs, now and then otherwise, never unseen. What
 * was out of sight for a while is asked for as soon as it is looked at again. While the server does not
 * answer, or no longer knows who asks, the page stays as it is and says so.
 */
export function LiveRefresh({ busy }: { busy: boolean }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const askedAt = useRef<number | null>(null);
  const isAsking = useRef(false);
  const sayAway = useSayAway();
  useEffect(() => {
    askedAt.current ??= Date.now();
    const refresh = async () => {
      if (document.visibilityState !== 'visible' || pending || isAsking.current) return;
      askedAt.current = Date.now();
      isAsking.current = true;
      await freshenSession();
      // A refresh that fails leads away from the page and from what is typed on it.
      const answer = await request((client, how) => client.auth.me(how));
      isAsking.current = false;
      if (!answer.ok) return sayAway(answer.problem);
      notifications.hide(AWAY);
      startTransition(() => router.refresh());
    };
    const onSight = () => {
      if (Date.now() - (askedAt.current ?? 0) >= IDLE_MS) void refresh();
    };
    const timer = setInterval(() => void refresh(), busy ? BUSY_MS : IDLE_MS);
    document.addEventListener('visibilitychange', onSight);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onSight);
    };
  }, [busy, pending, router, sayAway]);
  return null;
}

/** One standing note, which says what is the matter now. */
function useSayAway(): (problem: Problem) => void {
  const t = useTranslations('away');
  const words = useProblemWords();
  return useCallback(
    (problem) => {
      const { title, text } =
        problem.code === 'unauthenticated'
          ? words(problem)
          : { title: t('title'), text: t('text') };
      const note = { id: AWAY, color: 'red', autoClose: false, title, message: text } as const;
      notifications.show(note);
      notifications.update(note);
    },
    [t, words],
  );
}
