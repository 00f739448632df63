'use client';

import { useEffect } from 'react';
import { renewSession } from '../api/browser.ts';

const EVERY_MS = 10 * 60_000;

/** Renews the short access cookie while the page is looked at, so that a long look never ends in a sign-in. */
export function KeepSession() {
  useEffect(() => {
    let last = Date.now();
    const renewWhenDue = () => {
      if (document.visibilityState !== 'visible' || Date.now() - last < EVERY_MS) return;
      last = Date.now();
      void renewSession();
    };
    const timer = setInterval(renewWhenDue, 60_000);
    document.addEventListener('visibilitychange', renewWhenDue);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', renewWhenDue);
    };
  }, []);
  return null;
}
