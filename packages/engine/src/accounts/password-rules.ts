import { AppError } from '@commerce/core';
import { COMMON_PASSWORDS } from './common-passwords.ts';

const SHORTEST = 8;
const LONGEST = 128;

/** The same password typed on another keyboard or system is the same password. */
export const normalPassword = (password: string): string => password.normalize('NFKC');

/**
 * Length and notoriety decide, not kinds of characters.
 * @returns the normal form to hash
 * @throws AppError `invalid_input` saying what to choose instead
 */
export function acceptPassword(password: string, account: { email: string }): string {
  const normal = normalPassword(password);
  const problem = problemOf(normal, account.email);
  if (problem) {
    throw new AppError('invalid_input', `${problem}. The password was not changed.`, {
      details: { fields: [{ field: 'new_password', problem }] },
    });
  }
  return normal;
}

function problemOf(normal: string, email: string): string | null {
  const length = [...normal].length;
  if (length < SHORTEST) return `Choose a password of at least ${SHORTEST} characters`;
  if (length > LONGEST) return `Choose a password of at most ${LONGEST} characters`;
  const plain = normal.toLowerCase();
  if (COMMON_PASSWORDS.has(plain) || new Set(plain).size < 3) {
    return 'Choose a password that is not among the most used ones';
  }
  if (plain === email || plain === email.split('@')[0]) {
    return 'Choose a password that is not your e-mail address';
  }
  return null;
}
