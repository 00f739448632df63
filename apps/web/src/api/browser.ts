import { type CallOptions, type Client, createClient } from '@commerce/api/client';
import { noteRenewal, renewedAt } from '../session/session-age.ts';
import { type Answer, answerOf } from './problem.ts';

/** The API of this origin; the browser adds the session's cookies by itself. */
const client = createClient({ baseUrl: '' });

const LOCK = 'commerce-session';
/** Well within the quarter of an hour that an access token lasts. */
const RENEW_AFTER_MS = 10 * 60_000;

let renewal: Promise<boolean> | null = null;

/** Trades the refresh cookie for a new pair; several callers at once share one request. */
export function renewSession(): Promise<boolean> {
  renewal ??= inTurn(async () => {
    const { ok } = await answerOf(client.auth.refresh());
    if (ok) noteRenewal();
    return ok;
  }).finally(() => {
    renewal = null;
  });
  return renewal;
}

/** Renews the session when its access token is about to run out; nothing happens before. */
export async function freshenSession(): Promise<void> {
  if (Date.now() - renewedAt() >= RENEW_AFTER_MS) await renewSession();
}

/** One tab after the other: two that trade the same token at once could keep the one that is dead already. */
const inTurn = <T>(work: () => Promise<T>): Promise<T> =>
  // Missing on plain http from another machine.
  navigator.locks ? navigator.locks.request(LOCK, work) : work();

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
  noted(answerOf(client.auth.signIn({ email, password })));
export const signInWithLink = (token: string) => noted(answerOf(client.auth.signInWithLink(token)));

async function noted<T>(signingIn: Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await signingIn;
  if (answer.ok) noteRenewal();
  return answer;
}

// `crypto.randomUUID` is missing on plain http from another machine.
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
