import type { ProblemWords } from '../feedback/problem-words.tsx';

/** What every question before an act has in common. It stays open until the act is done, or is given up. */
export interface Question {
  /** Why it could not be done; what is typed stays for another try. */
  problem: ProblemWords | null;
  busy: boolean;
  onClose: () => void;
}
