import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { Answer } from '../api/problem.ts';
import { PATH_HEADER } from './path-header.ts';

/**
 * Lets an answer pass unless the API did not know who asks. Then the browser is sent to renew its session
 * (only it holds the refresh cookie) and comes back to the same page, or to the sign-in form.
 */
export async function requireSignIn<T>(answer: Answer<T>): Promise<Answer<T>> {
  if (answer.ok || answer.problem.code !== 'unauthenticated') return answer;
  const path = (await headers()).get(PATH_HEADER) ?? '/';
  redirect(`/session?next=${encodeURIComponent(path)}`);
}
