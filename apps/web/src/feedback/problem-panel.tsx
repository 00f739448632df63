import { useTranslations } from 'next-intl';
import type { Problem } from '../api/problem.ts';
import { useProblemWords } from './problem-words.tsx';
import { RetryButton } from './retry-button.tsx';
import classes from './feedback.module.css';

/** Takes the place of data the API did not give. */
export function ProblemPanel({ problem }: { problem: Problem }) {
  const t = useTranslations('problems');
  const { title, text } = useProblemWords()(problem);
  return (
    <section className={classes.problem} role="alert">
      <h2>{title}</h2>
      <p>{text}</p>
      <RetryButton />
      {problem.requestId && <small>{t('requestId', { id: problem.requestId })}</small>}
    </section>
  );
}
