import { useTranslations } from 'next-intl';
import type { Problem } from '../api/problem.ts';
import { type ProblemWords, useProblemWords } from '../feedback/problem-words.tsx';

/**
 * Why an account could not be connected, in the reader's language. What the platform itself said is kept
 * beside it where it says more: which scope, which setting. `atFields` puts the words where the form shows them.
 */
export function useRefusalWords(): {
  words(problem: Problem): ProblemWords;
  atFields(problem: Problem): Problem;
} {
  const t = useTranslations('connect.refusals');
  const problems = useTranslations('problems');
  const sync = useTranslations('sync');
  const problemWords = useProblemWords();
  const said = ({ reason }: Problem): string | null =>
    reason && t.has(reason.code as 'permission')
      ? t(reason.code as 'permission', reason.values)
      : null;
  return {
    words(problem) {
      const why = said(problem);
      if (why === null) return problemWords(problem);
      const saysMore =
        problem.code === 'platform_refused' && problem.reason?.code !== 'credentials';
      const advice = problems(`${problem.code}.text`);
      return {
        title: problems(`${problem.code}.title`),
        text: saysMore
          ? `${why} ${advice} ${sync('said', { message: problem.message })}`
          : `${why} ${advice}`,
      };
    },
    atFields(problem) {
      const why = said(problem);
      if (why === null) return problem;
      return { ...problem, fields: problem.fields.map(({ field }) => ({ field, problem: why })) };
    },
  };
}
