'use client';

import { useEffect, useRef, useState } from 'react';

const PREFIX = 'commerce-draft/';

/**
 * Keeps what was typed and not saved for as long as the tab is open, so that leaving the page or a session that
 * ran out loses nothing.
 * @param key changes with what was saved: a draft of other settings is not put over these
 * @returns whether `value` came from a draft, and the way to forget it
 */
export function useDraft<T extends object>(options: {
  key: string;
  value: T;
  isChanged: boolean;
  onRestore: (kept: T) => void;
}): { isRestored: boolean; forget: () => void } {
  const { value, isChanged, onRestore } = options;
  const key = PREFIX + options.key;
  const [isRestored, setIsRestored] = useState(false);
  const isRead = useRef(false);
  useEffect(() => {
    if (isRead.current) return;
    isRead.current = true;
    const kept = read(key, value);
    if (!kept) return;
    onRestore(kept);
    setIsRestored(true);
  }, [key, value, onRestore]);
  useEffect(() => {
    if (isChanged) keep(key, value);
    else forgetAt(key);
  }, [key, value, isChanged]);
  const forget = () => {
    setIsRestored(false);
    forgetAt(key);
  };
  return { isRestored: isRestored && isChanged, forget };
}

/** A draft of another shape was made by an older page and is of no use to this one. */
function read<T extends object>(key: string, like: T): T | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    const fits =
      typeof kept === 'object' && kept !== null && Object.keys(like).every((name) => name in kept);
    return fits ? (kept as T) : null;
  } catch {
    return null;
  }
}

function keep(key: string, value: object): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that keeps nothing has no drafts.
  }
}

function forgetAt(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept either.
  }
}
