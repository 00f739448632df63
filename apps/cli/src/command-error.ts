import { CLI_EXIT, type ExitCode } from './exit-codes.ts';

/** An ending the command decided on itself: its message is the whole story. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  readonly code: string;
  readonly exitCode: ExitCode;

  constructor(code: string, message: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.exitCode = exitCode;
  }
}

/** Arguments that do not fit together; nothing was started. */
export const wrongUsage = (message: string): CommandError =>
  new CommandError('usage', message, CLI_EXIT.usage);
