import { AppError, PlatformError } from '@commerce/core';
import { EXIT } from '../exit-codes.ts';
import { redactText } from '../log/redact.ts';
import { OperatorError } from '../operator-error.ts';
import type { Progress } from './progress.ts';

/** Says what went wrong, without a stack where the message is meant for people. @returns the exit code */
export function tellFailure(error: unknown, progress: Pick<Progress, 'line'>): number {
  progress.line(`\n${redactText(wordsOf(error))}`);
  return error instanceof OperatorError ? error.exitCode : EXIT.failed;
}

function wordsOf(error: unknown): string {
  if (isForPeople(error)) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return `The disk is full (${error.message}). What was committed is kept. Free space, then start again.`;
  }
  return error.stack ?? error.message;
}

/** Errors of ours whose message alone says what happened, what was kept and what to do. */
const isForPeople = (error: unknown): error is Error =>
  error instanceof OperatorError ||
  error instanceof AppError ||
  error instanceof PlatformError ||
  (error instanceof Error && FOR_PEOPLE.has(error.name));

// By name, so that saying "wrong settings" does not first load the database.
const FOR_PEOPLE = new Set([
  'MigrationError',
  'BackupError',
  'DataDirectoryHeldError',
  'EngineStoppedError',
]);
