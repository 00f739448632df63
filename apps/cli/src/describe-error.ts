import { AppError, type AppErrorCode, PlatformError } from '@commerce/core';
import { BackupError, DataDirectoryHeldError, MigrationError } from '@commerce/db';
import { OperatorError } from '@commerce/server';
import { CommanderError } from 'commander';
import { CommandError } from './command-error.ts';
import { CLI_EXIT, type ExitCode } from './exit-codes.ts';

export interface ErrorDescription {
  code: string;
  /** One paragraph for a person. */
  message: string;
  details: unknown;
  exitCode: number;
}

const EXIT_OF: Partial<Record<AppErrorCode, ExitCode>> = {
  invalid_file: CLI_EXIT.badData,
  invalid_input: CLI_EXIT.usage,
  unknown_currency: CLI_EXIT.usage,
  unknown_timezone: CLI_EXIT.usage,
  invalid_day: CLI_EXIT.usage,
  not_found: CLI_EXIT.usage,
  platform_refused: CLI_EXIT.attention,
  secret_unreadable: CLI_EXIT.attention,
};

/** What a failure means for whoever typed the command. */
export function describeError(error: unknown): ErrorDescription {
  if (error instanceof CommandError) return described(error.code, error, error.exitCode);
  if (error instanceof AppError) {
    const exitCode = EXIT_OF[error.code] ?? CLI_EXIT.failed;
    return { ...described(error.code, error, exitCode), details: error.details ?? null };
  }
  if (error instanceof PlatformError) return described(error.kind, error, CLI_EXIT.attention);
  if (error instanceof OperatorError) {
    return described(OPERATOR_CODES[error.exitCode] ?? 'failed', error, error.exitCode);
  }
  if (error instanceof DataDirectoryHeldError) {
    return described('data_directory_held', error, CLI_EXIT.busy);
  }
  if (error instanceof BackupError) {
    const bad = error.problem !== 'not_empty';
    return described(error.problem, error, bad ? CLI_EXIT.badData : CLI_EXIT.failed);
  }
  if (error instanceof MigrationError) {
    return described(`migration_${error.problem}`, error, CLI_EXIT.failed);
  }
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '').replace(/\.$/, '');
    const hint = 'add --help to see what the command takes. Nothing was started';
    return { ...described('usage', error, CLI_EXIT.usage), message: `${message}; ${hint}` };
  }
  return describeSystemError(error);
}

function described(code: string, { message }: Error, exitCode: number): ErrorDescription {
  return { code, message, details: null, exitCode };
}

const OPERATOR_CODES: Readonly<Record<number, string>> = {
  [CLI_EXIT.usage]: 'usage',
  [CLI_EXIT.busy]: 'busy',
};

const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this user may not read or write it',
  EPERM: 'this user may not read or write it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
};

const DATABASE_AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EAI_AGAIN',
]);
/** Postgres: wrong password or user, no such database, shutting down, starting up. */
const DATABASE_REFUSES = new Set(['28P01', '28000', '3D000', '57P01', '57P03']);

function describeSystemError(error: unknown): ErrorDescription {
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  const text = cause instanceof Error ? cause.message : String(cause);
  const at = (name: string, message: string): ErrorDescription => ({
    code: name,
    message,
    details: null,
    exitCode: CLI_EXIT.failed,
  });
  if (code !== undefined && (DATABASE_AWAY.has(code) || DATABASE_REFUSES.has(code))) {
    return at(
      'unavailable',
      `The database cannot be used (${text}). Nothing more was done. Check that it runs and that ` +
        'DATABASE_URL is right; commerce doctor looks further',
    );
  }
  const words = SYSTEM_WORDS[code ?? ''];
  if (words !== undefined) return at('file', `${path ?? 'A file'}: ${words}`);
  return at(
    'internal',
    `${text || 'Something unexpected happened'}. This is a fault of the program or its surroundings; ` +
      'what was stored before is kept. Run the same command with --verbose for the details',
  );
}
