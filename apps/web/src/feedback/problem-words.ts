import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { Problem } from '../api/problem.ts';

/** What happened and what to do, in the reader's language; the API's own sentence is kept as the detail. */
export interface ProblemWords {
  title: string;
  text: string;
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
      const text = SPEAKS_FOR_ITSELF.has(problem.code) ? `${problem.message} ${advice}` : advice;
      return { title, text };
    },
    [t],
  );
}
