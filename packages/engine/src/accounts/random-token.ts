import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;

/** A secret nobody can guess, recognisable by its prefix when it turns up in a log or a repository. */
export const newToken = (prefix: string): string =>
  `${prefix}${randomBytes(TOKEN_BYTES).toString('base64url')}`;

/** What the database keeps of a token: enough to find it, useless to whoever reads the table. */
export const hashToken = (token: string): string =>
  createHash('sha256').update(token).digest('base64url');
