'use client';

import { useEffect } from 'react';
import { freshenSession } from '../api/browser.ts';

const EVERY_MS = 60_000;

/** Renews the short access cookie while the page is looked at, so that a long look never ends in a sign-in. */
export function KeepSession() {
  useEffect(() => {
    const freshen = () => {
      if (document.visibilityState === 'visible') void freshenSession();
    };
    const timer = setInterval(freshen, EVERY_MS);
    document.addEventListener('visibilitychange', freshen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', freshen);
    };
  }, []);
  return null;
}
