import { cache } from 'react';
import { readMe, readShops } from './server.ts';
import type { Me } from './types.ts';

/** The signed-in person and the visible shops, each read once per request. */
export const askWhoIsThere = cache(readMe);
export const askShops = cache(readShops);

/** The signed-in person, or null; never redirects. */
export async function visitor(): Promise<Me | null> {
  const answer = await askWhoIsThere();
  return answer.ok ? answer.data : null;
}
