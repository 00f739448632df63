import type { EngineContext } from '../context.ts';
import type { AccessTokens } from './access-token.ts';
import { createAccessTokens } from './access-token.ts';
import {
  createSupabaseTokens,
  type SupabaseSettings,
  type SupabaseTokens,
} from './supabase-token.ts';
import type { TokenKey } from './token-keys.ts';

export interface AuthSettings {
  /** `local`: our own accounts. `supabase`: people come with Supabase's tokens; API keys stay ours. */
  mode: 'local' | 'supabase';
  /** From `deriveTokenKeys`; the first signs. */
  tokenKeys: readonly TokenKey[];
  /** Needed in mode `supabase`. */
  supabase?: SupabaseSettings;
}

/** The keys people are recognised by. One for the whole process: it caches what Supabase publishes. */
export interface Auth {
  mode: AuthSettings['mode'];
  access: AccessTokens;
  supabase: SupabaseTokens | null;
  /** Keyed fingerprint of a text, for comparing requests without keeping what is in them. */
  fingerprint(text: string): string;
}

/** What verbs about people need beyond the engine's context. */
export interface AuthContext extends EngineContext {
  auth: Auth;
}

export function createAuth(settings: AuthSettings): Auth {
  const { mode, tokenKeys, supabase } = settings;
  const [active] = tokenKeys;
  if (!active) throw new TypeError('createAuth needs at least one token key');
  if (mode === 'supabase' && !supabase) {
    throw new TypeError('AUTH_MODE supabase needs the settings of the Supabase project');
  }
  return {
    mode,
    access: createAccessTokens(tokenKeys),
    supabase: mode === 'supabase' && supabase ? createSupabaseTokens(supabase) : null,
    fingerprint: (text) => active.fingerprint(text),
  };
}
