import { type CallOptions, type Client, createClient } from '@commerce/api/client';
import { type Answer, answerOf } from './problem.ts';

/** The API of this origin; the browser adds the session's cookies by itself. */
const client = createClient({ baseUrl: '' });

let renewal: Promise<boolean> | null = null;

/** Trades the refresh cookie for a new pair; several callers at once share one request. */
export function renewSession(): Promise<boolean> {
  renewal ??= answerOf(client.auth.refresh())
    .then(({ ok }) => ok)
    .finally(() => {
      renewal = null;
    });
  return renewal;
}

/**
 * Does one thing through the API. A session that ran out is renewed once, and the same request is sent
 * again under the same idempotency key.
 */
export async function request<T>(
  call: (client: Client, how: CallOptions) => Promise<T>,
): Promise<Answer<T>> {
  const how = { idempotencyKey: newKey() };
  const answer = await answerOf(call(client, how));
  if (answer.ok || answer.problem.code !== 'unauthenticated') return answer;
  return (await renewSession()) ? await answerOf(call(client, how)) : answer;
}

export const signIn = (email: string, password: string) =>
  answerOf(client.auth.signIn({ email, password }));
export const signInWithLink = (token: string) => answerOf(client.auth.signInWithLink(token));

// `crypto.randomUUID` is missing on plain http from another machine.
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
