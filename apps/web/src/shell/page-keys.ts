'use client';

import { useEffect } from 'react';

/** A key that means something on the page shown. It goes before a key of the whole product. */
export interface PageKey {
  /** As `pressedKey` names it. */
  key: string;
  /** What it does, for the list of shortcuts. */
  text: string;
  run: (event: KeyboardEvent) => void;
}

let present: readonly PageKey[] = [];

export const pageKeys = (): readonly PageKey[] => present;

/** Gives the page its own keys for as long as it is shown. */
export function usePageKeys(keys: readonly PageKey[]): void {
  useEffect(() => {
    present = keys;
    return () => {
      if (present === keys) present = [];
    };
  }, [keys]);
}
