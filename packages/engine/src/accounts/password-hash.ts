import { hash, verify } from '@node-rs/argon2';
import { createGate } from './gate.ts';
import { normalPassword } from './password-rules.ts';

/** OWASP's minimum for argon2id, which is the library's default algorithm. KiB, passes, lanes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const CURRENT = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$`;
/** A hash of nothing anybody knows: checking against it takes as long as checking a real one. */
const NOBODY = `${CURRENT}AAECAwQFBgcICQoLDA0ODw$sYsbFbQiF0A16aikTHUeGQkp9bptgsX1XV9ohIyDRnY`;

const LONGEST_BYTES = 1024;
/** Each hash takes 19 MiB: more at once would only make everybody wait longer. */
const gate = createGate({ atOnce: 4, waiting: 64 });

/** @returns a PHC string. `salt` is for test vectors; else it is random. */
export async function hashPassword(password: string, salt?: Uint8Array): Promise<string> {
  const options = salt ? { ...COST, salt } : COST;
  return await gate(() => hash(normalPassword(password), options));
}

/**
 * Whether the password fits; takes the same time when there is no hash at all. A hash that cannot be read
 * fits nothing.
 */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  const normal = normalPassword(password);
  if (Buffer.byteLength(normal) > LONGEST_BYTES) return false;
  const fits = await gate(() => verify(stored ?? NOBODY, normal).catch(() => false));
  return stored !== null && fits;
}

/** Whether a hash was made with other costs than today's. */
export const isOutdated = (stored: string): boolean => !stored.startsWith(CURRENT);
