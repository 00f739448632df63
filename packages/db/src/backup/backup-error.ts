export type BackupProblem =
  | 'not_a_backup'
  | 'incomplete'
  | 'newer_schema'
  | 'not_empty'
  | 'mismatch';

/** Why nothing was restored. The database is as it was before. */
export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly problem: BackupProblem;

  constructor(problem: BackupProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.problem = problem;
  }
}
