import { createClient } from '@commerce/api/client';
import { type Actor, createApiKey, createSignInLink, type EngineContext } from '@commerce/engine';

/** Keys of one person; each has a rate limit of its own. */
export async function makeKeys(ctx: EngineContext, owner: Actor, count: number): Promise<string[]> {
  const keys: string[] = [];
  for (let n = 1; n <= count; n += 1) {
    const made = await createApiKey(
      { ...ctx, actor: owner },
      { name: `bench ${n}`, scopes: ['read'] },
    );
    keys.push(made.key);
  }
  return keys;
}

/** The cookie of a browser that signed in. */
export async function sessionCookie(
  ctx: EngineContext,
  owner: Actor,
  origin: string,
): Promise<string> {
  const { token } = await createSignInLink(ctx, { userId: owner.id });
  const { access_token } = await createClient({ baseUrl: origin }).auth.signInWithLink(token);
  return `commerce_access=${access_token}`;
}
