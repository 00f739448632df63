import { executionErrorWords } from '@commerce/api/cards';
import { useCallback } from 'react';
import type { Execution } from '../api/types.ts';
import { useCardLocale } from './use-card.ts';

/** Why a write did not come about: the meaning of its code in the reader's language, then what was said. */
export function useExecutionErrorWords(): (error: NonNullable<Execution['error']>) => string {
  const locale = useCardLocale();
  return useCallback(
    ({ code, message }) =>
      [executionErrorWords(code, locale), message].filter(Boolean).join(' ') || code,
    [locale],
  );
}
