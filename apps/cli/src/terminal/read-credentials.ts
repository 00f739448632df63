import { wrongUsage } from '../command-error.ts';
import { credentialsInEnvironment } from '../config.ts';
import { ask, canAsk } from './ask.ts';
import { readStdin } from './read-stdin.ts';

export interface CredentialField {
  name: string;
  question: string;
  hidden: boolean;
}

/**
 * Secrets from where they are not seen: piped in as JSON (`fromStdin`), the environment, or typed unseen.
 * Never from the arguments, which every program on the machine can read.
 */
export async function readCredentials(
  platform: 'shopify' | 'meta',
  fromStdin: boolean,
  questions: readonly CredentialField[],
): Promise<Record<string, string>> {
  if (fromStdin) return parsePiped(await readStdin());
  const given = credentialsInEnvironment(platform);
  if (Object.keys(given).length > 0) return given;
  if (!canAsk()) {
    const prefix = platform.toUpperCase();
    throw wrongUsage(
      `No credentials were given. Pipe them in as JSON with --stdin, set ${prefix}_ACCESS_TOKEN in the environment, or run this on a terminal. Nothing was stored`,
    );
  }
  const answers: Record<string, string> = {};
  for (const { name, question, hidden } of questions) {
    const answer = await ask(`${question}: `, { hidden });
    if (answer !== '') answers[name] = answer;
  }
  return answers;
}

function parsePiped(text: string): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(text);
    const isRecord = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    const entries = isRecord ? Object.entries(parsed) : [];
    if (entries.length > 0 && entries.every(([, value]) => typeof value === 'string')) {
      return Object.fromEntries(entries) as Record<string, string>;
    }
  } catch {
    // The text may hold a secret, so the parser's message, which quotes it, is not shown.
  }
  throw wrongUsage(
    'What was piped in is no JSON object of texts, such as {"access_token":"…"}. Nothing was stored',
  );
}
