import type { Problem } from '../api/problem.ts';
import { ProblemPanel } from '../feedback/problem-panel.tsx';
import page from './page.module.css';

/** Takes the place of a page whose first reading the API did not answer. */
export function PageProblem({ problem }: { problem: Problem }) {
  return (
    <div className={page.page}>
      <ProblemPanel problem={problem} />
    </div>
  );
}
