import type { Reply } from './call.ts';
import { badToken, invalidParameter } from './errors.ts';
import type { Params } from './params.ts';
import type { SimState } from './state.ts';

/** `/debug_token` and `/oauth/access_token`, which authenticate by app credentials. */
export function tokenRoute(state: SimState, path: string, params: Params): Reply | null {
  if (path === 'debug_token') return debugToken(state, params);
  if (path === 'oauth/access_token') return exchange(state, params);
  return null;
}

function debugToken(state: SimState, params: Params): Reply {
  const caller = params.get('access_token') ?? '';
  if (caller !== state.tokens.appToken && state.tokens.get(caller)?.state !== 'valid') {
    throw badToken();
  }
  const token = state.tokens.get(params.get('input_token') ?? '');
  if (!token) {
    const error = { code: 190, message: 'Invalid OAuth access token.' };
    return { status: 200, body: { data: { is_valid: false, scopes: [], error } } };
  }
  const valid =
    token.state === 'valid' && (token.expiresAt === 0 || token.expiresAt * 1000 > state.now());
  const expired = { code: 190, subcode: 463, message: 'The session has expired.' };
  return {
    status: 200,
    body: {
      data: {
        app_id: state.settings.appId,
        type: 'SYSTEM_USER',
        application: 'Simulated app',
        is_valid: valid,
        expires_at: token.expiresAt,
        issued_at: Math.floor(state.now() / 1000) - 86_400,
        data_access_expires_at: 0,
        scopes: token.scopes,
        granular_scopes: token.scopes.map((scope) => ({
          scope,
          ...(token.accounts ? { target_ids: [...token.accounts] } : {}),
        })),
        user_id: token.userId,
        ...(valid ? {} : { error: expired }),
      },
    },
  };
}

const LONG_LIFE_SECONDS = 60 * 86_400;

function exchange(state: SimState, params: Params): Reply {
  const { settings, tokens } = state;
  if (params.get('grant_type') !== 'fb_exchange_token') {
    throw invalidParameter('grant_type must be fb_exchange_token.', ['grant_type']);
  }
  const app = params.get('client_id') === settings.appId;
  if (!app || params.get('client_secret') !== (settings.appSecret ?? '')) {
    throw invalidParameter('Error validating client secret.');
  }
  const old = tokens.get(params.get('fb_exchange_token') ?? '');
  if (!old || old.state !== 'valid') throw badToken();
  const expiresAt = Math.floor(state.now() / 1000) + LONG_LIFE_SECONDS;
  const value = `${old.value.replace(/-long-\d+$/, '')}-long-${expiresAt}`;
  tokens.grant({ ...old, value, expiresAt });
  return {
    status: 200,
    body: { access_token: value, token_type: 'bearer', expires_in: LONG_LIFE_SECONDS },
  };
}
