import { randomBytes } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ten letters of Crockford's base 32, 50 random bits. */
export const newShortId = (): string =>
  Array.from(randomBytes(10), (byte) => LETTERS[byte % LETTERS.length]).join('');

export const isShortId = (text: string): boolean => /^[0-9A-HJKMNP-TV-Z]{10}$/.test(text);
