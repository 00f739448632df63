'use client';

import { request } from '../api/browser.ts';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import { LOCALE_COOKIE, type Locale } from './locales.ts';

const YEAR_SECONDS = 31_536_000;

/** Remembers a language in this browser and in the profile, and shows the page in it. */
export function useSwitchLocale(): (locale: Locale) => void {
  const router = useRouter();
  return useCallback(
    (locale) => {
      document.cookie = `${LOCALE_COOKIE}=${locale}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
      router.refresh();
      // Best effort: the cookie already holds it here; the profile carries it to other devices.
      void request((client, how) => client.auth.updateMe({ locale }, how));
    },
    [router],
  );
}
