import { createHash } from 'node:crypto';

/** Weak, because the envelope around the same data says the time and the request. */
export const tagOf = (version: string): string => `W/"${version}"`;

export const versionOf = (data: unknown): string =>
  createHash('sha256').update(JSON.stringify(data)).digest('base64url').slice(0, 27);

/** Whether the caller holds this version already. */
export function holds(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const plain = (text: string) => text.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((held) => held.trim() === '*' || plain(held) === plain(tag));
}
