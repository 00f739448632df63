import { createHash, createHmac } from 'node:crypto';

export interface Credentials {
  clientId: string;
  clientSecret: string;
  /** A permanent token, as admin-created custom apps have. */
  staticToken: string;
}

const LIFETIME_S = 86_400;

/** The credentials of the simulated app in one shop; the same after every restart. */
export function credentialsFor(key: string, seed: string): Credentials {
  const hash = (what: string) =>
    createHash('sha256').update(`${seed}|${key}|${what}`).digest('hex').slice(0, 32);
  return {
    clientId: hash('client'),
    clientSecret: `shpss_${hash('secret')}`,
    staticToken: `shpat_${hash('static')}`,
  };
}

/**
 * Issues and checks tokens. An issued token carries its time of issue under a MAC, so it stays
 * valid over a restart and expires 24 h later on the simulated clock.
 */
export class AccessTokens {
  readonly credentials: Credentials;
  readonly #revoked = new Set<string>();
  #revokedBefore = 0;
  #issued = 0;

  constructor(credentials: Credentials) {
    this.credentials = credentials;
  }

  issue(now: number): { token: string; expiresIn: number } {
    const seconds = Math.floor(now / 1000)
      .toString(16)
      .padStart(8, '0');
    const nonce = (this.#issued++ % 65_536).toString(16).padStart(4, '0');
    return {
      token: `shpat_${seconds}${nonce}${this.#mac(seconds + nonce)}`,
      expiresIn: LIFETIME_S - 1,
    };
  }

  accepts(token: string, now: number): boolean {
    if (this.#revoked.has(token)) return false;
    if (token === this.credentials.staticToken) return true;
    const match = /^shpat_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{20})$/.exec(token);
    if (!match || this.#mac(`${match[1]}${match[2]}`) !== match[3]) return false;
    const issuedAt = Number.parseInt(match[1] as string, 16);
    if (issuedAt * 1000 < this.#revokedBefore) return false;
    return now / 1000 < issuedAt + LIFETIME_S;
  }

  /** Withdraws one token, or every token issued so far and the static one. */
  revoke(token: string | null, now: number): void {
    if (token !== null) {
      this.#revoked.add(token);
      return;
    }
    this.#revoked.add(this.credentials.staticToken);
    this.#revokedBefore = now + 1000;
  }

  #mac(text: string): string {
    return createHmac('sha256', this.credentials.clientSecret)
      .update(text)
      .digest('hex')
      .slice(0, 20);
  }
}
