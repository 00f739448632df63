'use client';

import { useEffect, useState } from 'react';

const EVERY_MS = 20_000;

/** The present instant, starting with the server's so that the first paint agrees with it. */
export function useNow(serverNow: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, [serverNow]);
  return now;
}
