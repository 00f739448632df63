'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useTransition } from 'react';

const BUSY_MS = 3_000;
const IDLE_MS = 60_000;

/** Asks the server for the page again: soon while something runs, now and then otherwise, never unseen. */
export function LiveRefresh({ busy }: { busy: boolean }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible' && !pending)
        startTransition(() => router.refresh());
    };
    const timer = setInterval(refresh, busy ? BUSY_MS : IDLE_MS);
    return () => clearInterval(timer);
  }, [busy, pending, router]);
  return null;
}
