'use client';

import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import { request } from '../api/browser.ts';
import { useProblemWords } from '../feedback/problem-words.tsx';

/** Asks for a read of a shop's connected accounts and says what came of it. */
export function useSyncNow(shop: { id: string; name: string } | undefined): {
  run: () => Promise<void>;
  busy: boolean;
} {
  const t = useTranslations('sync.request');
  const words = useProblemWords();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const { id: shopId, name } = shop ?? {};
  const run = useCallback(async () => {
    if (!shopId) return;
    setBusy(true);
    const answer = await request((client, how) => client.shops.sync(shopId, {}, how));
    setBusy(false);
    if (answer.ok) {
      const isRunning =
        answer.data.jobs.length > 0 && answer.data.jobs.every((job) => job.already_running);
      notifications.show({ title: name, message: t(isRunning ? 'alreadyRunning' : 'started') });
      router.refresh();
    } else {
      const { title, text } = words(answer.problem);
      notifications.show({ color: 'red', title, message: text, autoClose: 8000 });
    }
  }, [shopId, name, t, words, router]);
  return { run, busy };
}
