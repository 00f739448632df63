import { createHmac, timingSafeEqual } from 'node:crypto';
import { accountPermission, badToken, GraphError, tokenExpired } from './errors.ts';
import type { Settings } from './options.ts';

export interface Token {
  value: string;
  state: 'valid' | 'expired';
  scopes: string[];
  /** Ad accounts it was granted; null = all. */
  accounts: Set<string> | null;
  /** Epoch seconds, 0 = never. */
  expiresAt: number;
  userId: string;
}

const SCOPES = ['ads_read', 'ads_management', 'business_management'];

export class TokenStore {
  private readonly settings: Settings;
  private readonly tokens = new Map<string, Token>();

  constructor(settings: Settings) {
    this.settings = settings;
    this.grant({ value: settings.accessToken });
  }

  grant(input: Partial<Token> & { value: string }): Token {
    const token: Token = {
      state: 'valid',
      scopes: [...SCOPES],
      accounts: null,
      expiresAt: 0,
      userId: '122100000000000001',
      ...input,
    };
    this.tokens.set(token.value, token);
    return token;
  }

  expire(value: string = this.settings.accessToken): void {
    const token = this.tokens.get(value);
    if (token) token.state = 'expired';
  }

  renew(value: string = this.settings.accessToken): void {
    const token = this.tokens.get(value);
    if (token) token.state = 'valid';
  }

  get(value: string): Token | null {
    return this.tokens.get(value) ?? null;
  }

  get appToken(): string {
    return `${this.settings.appId}|${this.settings.appSecret ?? ''}`;
  }

  /** Rejects like the platform: missing token, unknown token, expired session, wrong proof. */
  authenticate(value: string | undefined, proof: string | undefined, now: number): Token {
    if (!value) {
      throw new GraphError({
        code: 104,
        message: 'An access token is required to request this resource.',
      });
    }
    const token = this.tokens.get(value);
    if (!token) throw badToken();
    if (token.state === 'expired' || (token.expiresAt > 0 && token.expiresAt * 1000 <= now)) {
      throw tokenExpired();
    }
    if (this.settings.appSecret !== null) checkProof(this.settings.appSecret, value, proof);
    return token;
  }
}

function checkProof(secret: string, token: string, proof: string | undefined): void {
  const expected = createHmac('sha256', secret).update(token).digest();
  const given = Buffer.from(proof ?? '', 'hex');
  if (given.length === expected.length && timingSafeEqual(given, expected)) return;
  const message = proof
    ? 'Incorrect signature: the appsecret_proof does not belong to this token.'
    : 'Incorrect signature: this app requires an appsecret_proof with every call.';
  throw new GraphError({ code: 104, message });
}

export function requireAccount(token: Token, accountId: string): void {
  if (token.accounts && !token.accounts.has(accountId)) throw accountPermission();
}

export function requireScope(token: Token, scope: 'ads_read' | 'ads_management'): void {
  const enough =
    token.scopes.includes(scope) ||
    (scope === 'ads_read' && token.scopes.includes('ads_management'));
  if (enough) return;
  throw new GraphError({
    code: scope === 'ads_read' ? 10 : 200,
    message: `This operation needs the ${scope} permission, which the token does not carry.`,
    status: 403,
  });
}
