import { AppError } from '@commerce/core';
import {
  changePassword,
  readMe,
  refreshSession,
  signIn,
  signInWithLink,
  signOut,
  updateMe,
} from '@commerce/engine';
import type { Context } from 'hono';
import {
  Done,
  Me,
  Refresh,
  SetPassword,
  SignIn,
  SignInWithLink,
  Tokens,
  UpdateMe,
} from '../contract/auth.ts';
import type { ApiEnv } from '../endpoint/api-env.ts';
import { endpoint } from '../endpoint/endpoint.ts';
import { dropTokens, keepTokens, refreshCookie } from '../http/cookies.ts';
import { requireSameOrigin } from '../http/same-origin.ts';

const tag = 'Sign-in';
const DONE = { done: true } as const;

const login = endpoint({
  method: 'post',
  path: '/api/v1/auth/login',
  tag,
  summary: 'Sign in with e-mail address and password',
  description: 'Answers both tokens and sets them as httpOnly cookies.',
  access: 'public',
  limit: 'sign_in',
  audit: { records: ['session.start', 'session.refuse'] },
  body: SignIn,
  data: Tokens,
  errors: ['unauthenticated', 'forbidden'],
  async handle({ ctx, body, c }) {
    requireSameOrigin(c, { absentIsFine: true });
    const tokens = await signIn(ctx, { ...body, userAgent: userAgent(c) });
    keepTokens(c, tokens);
    return tokens;
  },
});

const link = endpoint({
  method: 'post',
  path: '/api/v1/auth/link',
  tag,
  summary: 'Sign in with a one-time link',
  description: 'Uses up the token of a sign-in link. Answers and sets cookies like login.',
  access: 'public',
  limit: 'sign_in',
  audit: { records: ['session.start'] },
  body: SignInWithLink,
  data: Tokens,
  errors: ['unauthenticated', 'forbidden'],
  async handle({ ctx, body, c }) {
    requireSameOrigin(c, { absentIsFine: true });
    const tokens = await signInWithLink(ctx, { ...body, userAgent: userAgent(c) });
    keepTokens(c, tokens);
    return tokens;
  },
});

const refresh = endpoint({
  method: 'post',
  path: '/api/v1/auth/refresh',
  tag,
  summary: 'Exchange a refresh token for a new pair',
  description:
    'Takes the token from the body, else from the cookie. Each works once; a second use ends the session.',
  access: 'public',
  limit: 'public',
  audit: { records: ['session.reuse_detected'] },
  body: Refresh,
  data: Tokens,
  errors: ['unauthenticated', 'forbidden', 'conflict'],
  async handle({ ctx, body, c }) {
    const tokens = await refreshSession(ctx, { refreshToken: givenToken(c, body.refresh_token) });
    keepTokens(c, tokens);
    return tokens;
  },
});

const logout = endpoint({
  method: 'post',
  path: '/api/v1/auth/logout',
  tag,
  summary: 'End the session',
  description:
    'Ends the session of the refresh token in the body or the cookie, and drops the cookies.',
  access: 'public',
  audit: { records: ['session.end'] },
  body: Refresh,
  data: Done,
  errors: ['forbidden'],
  async handle({ ctx, body, c }) {
    const refreshToken = body.refresh_token ?? refreshCookie(c);
    if (refreshToken !== undefined) {
      await signOut(ctx, { refreshToken: givenToken(c, body.refresh_token) });
    }
    dropTokens(c);
    return DONE;
  },
});

const me = endpoint({
  method: 'get',
  path: '/api/v1/auth/me',
  tag,
  summary: 'Who is signed in',
  access: 'read',
  audit: { records: 'nothing', because: 'reads one’s own profile' },
  data: Me,
  handle: ({ ctx }) => readMe(ctx),
});

const profile = endpoint({
  method: 'patch',
  path: '/api/v1/auth/me',
  tag,
  summary: 'Change name or language',
  access: 'write',
  audit: { records: ['user.update_profile'] },
  body: UpdateMe,
  data: Me,
  handle: ({ ctx, body }) => updateMe(ctx, { displayName: body.display_name, locale: body.locale }),
});

const password = endpoint({
  method: 'put',
  path: '/api/v1/auth/password',
  tag,
  summary: 'Change one’s password',
  description:
    'Ends every session of the person and answers a new one. `current_password` is needed once there is a password.',
  access: 'write',
  repeatable: false,
  limit: 'sign_in',
  audit: { records: ['user.set_password', 'session.start'] },
  body: SetPassword,
  data: Tokens,
  async handle({ ctx, body, c }) {
    const tokens = await changePassword(ctx, {
      currentPassword: body.current_password,
      newPassword: body.new_password,
      userAgent: userAgent(c),
    });
    keepTokens(c, tokens);
    return tokens;
  },
});

const userAgent = (c: Context): string | undefined => c.req.header('user-agent');

/** A token from the body stands for itself; one from the cookie needs our own page behind it. */
function givenToken(c: Context<ApiEnv>, fromBody: string | undefined): string {
  if (fromBody !== undefined) return fromBody;
  const fromCookie = refreshCookie(c);
  if (fromCookie === undefined) {
    throw new AppError('unauthenticated', 'There is no refresh token; sign in again');
  }
  requireSameOrigin(c, { absentIsFine: false });
  return fromCookie;
}

export const authEndpoints = [login, link, refresh, logout, me, profile, password];
