import { AppError, PlatformError } from '@commerce/core';
import { EXIT } from '../exit-codes.ts';
import { redactText } from '../log/redact.ts';
import { OperatorError } from '../operator-error.ts';
import type { Progress } from './progress.ts';

/** Says what went wrong, without a stack where the message is meant for people. @returns the exit code */
export function tellFailure(error: unknown, progress: Pick<Progress, 'line'>): number {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  progress.line(`\n${redactText(isForPeople(error) ? error.message : text)}`);
  return error instanceof OperatorError ? error.exitCode : EXIT.failed;
}

/** Errors of ours whose message alone says what happened, what was kept and what to do. */
const isForPeople = (error: unknown): error is Error =>
  error instanceof OperatorError ||
  error instanceof AppError ||
  error instanceof PlatformError ||
  (error instanceof Error && FOR_PEOPLE.has(error.name));

// By name, so that saying "wrong settings" does not first load the database.
const FOR_PEOPLE = new Set(['MigrationError', 'BackupError', 'DataDirectoryHeldError']);
