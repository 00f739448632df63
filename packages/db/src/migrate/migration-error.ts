export type MigrationProblem =
  | 'failed'
  | 'edited'
  | 'unknown_version'
  | 'out_of_order'
  | 'history_missing'
  | 'transaction_pooler'
  | 'roles_missing';

/** Why the schema was not changed. The message says what was kept and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
  readonly problem: MigrationProblem;
  readonly file: string | undefined;

  constructor(
    problem: MigrationProblem,
    message: string,
    details: ErrorOptions & { file?: string } = {},
  ) {
    super(message, details);
    this.problem = problem;
    this.file = details.file;
  }
}
