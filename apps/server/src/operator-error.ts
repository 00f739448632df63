import { EXIT } from './exit-codes.ts';

/** A failure whose message alone tells the operator what happened, what was kept and what to do next. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
  readonly exitCode: number;

  constructor(
    message: string,
    options: { exitCode?: (typeof EXIT)[keyof typeof EXIT]; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? EXIT.failed;
  }
}
