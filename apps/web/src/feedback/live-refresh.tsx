'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition } from 'react';
import { freshenSession } from '../api/browser.ts';

const BUSY_MS = 3_000;
const IDLE_MS = 60_000;

/**
 * Asks the server for the page again: soon while something runs, now and then otherwise, never unseen. What
 * was out of sight for a while is asked for as soon as it is looked at again.
 */
export function LiveRefresh({ busy }: { busy: boolean }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const askedAt = useRef<number | null>(null);
  useEffect(() => {
    askedAt.current ??= Date.now();
    const refresh = async () => {
      if (document.visibilityState !== 'visible' || pending) return;
      askedAt.current = Date.now();
      // A session that ran out meanwhile would lead away from the page and from what is typed on it.
      await freshenSession();
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
  }, [busy, pending, router]);
  return null;
}
