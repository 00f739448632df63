import { type Client, createClient } from '@commerce/api/client';

/** Uses the printed link up, as the browser does, and calls with the token it got. */
export async function signedIn(origin: string, link: string): Promise<Client> {
  const token = new URL(link).searchParams.get('token') ?? '';
  const { access_token } = await createClient({ baseUrl: origin }).auth.signInWithLink(token);
  return createClient({
    baseUrl: origin,
    headers: () => ({ authorization: `Bearer ${access_token}` }),
  });
}
