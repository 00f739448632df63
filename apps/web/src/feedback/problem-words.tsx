import { useTranslations } from 'next-intl';
import { type ReactNode, useCallback } from 'react';
import type { Problem } from '../api/problem.ts';
import { SignInAgain } from './sign-in-again.tsx';

/** What happened and what to do, in the reader's language; the API's own sentence is kept as the detail. */
export interface ProblemWords {
  title: string;
  text: ReactNode;
}

/** Codes whose message is about this very request and is worth showing as it is. */
const SPEAKS_FOR_ITSELF = new Set([
  'invalid_input',
  'platform_refused',
  'conflict',
  'invalid_file',
]);

export function useProblemWords(): (problem: Problem) => ProblemWords {
  const t = useTranslations('problems');
  return useCallback(
    (problem) => {
      const title = t(`${problem.code}.title`);
      const advice = t(`${problem.code}.text`);
      if (problem.code === 'unauthenticated') {
        return { title, text: <SignInAgain text={advice} label={t('signIn')} /> };
      }
      const text = SPEAKS_FOR_ITSELF.has(problem.code) ? `${problem.message} ${advice}` : advice;
      return { title, text };
    },
    [t],
  );
}

/** The same for something that was to be changed: when no answer came, it may have been done. */
export function useWriteProblemWords(): (problem: Problem) => ProblemWords {
  const t = useTranslations('problems.lost');
  const words = useProblemWords();
  return useCallback(
    (problem) =>
      problem.code === 'unavailable' ? { title: t('title'), text: t('text') } : words(problem),
    [t, words],
  );
}
