import { PlatformError, type PlatformErrorKind } from '@commerce/core';

/**
 * What reading can do about a refusal besides waiting.
 * `reduce`: ask for fewer rows, then for less; `split`: ask for less; `restart`: page from the start again.
 */
export type Remedy = 'reduce' | 'split' | 'restart';

/** A refusal by the Graph API, classified by code and subcode, never by its text. */
export class MetaError extends PlatformError {
  readonly remedy: Remedy | null;
  /** Meta's own words, made for people where it has such. */
  readonly said: string | null;

  constructor(
    kind: PlatformErrorKind,
    message: string,
    options: ConstructorParameters<typeof PlatformError>[2] & {
      remedy?: Remedy | undefined;
      said?: string | undefined;
    } = {},
  ) {
    super(kind, message, options);
    this.remedy = options.remedy ?? null;
    this.said = options.said || null;
  }
}

export interface GraphRefusal {
  code: number;
  error_subcode?: number | undefined;
  message?: string | undefined;
  error_user_msg?: string | undefined;
  is_transient?: boolean | undefined;
}

interface Verdict {
  kind: PlatformErrorKind;
  remedy?: Remedy;
  waitMs?: number;
  says: string;
}

const HOUR = 3_600_000;
const reconnect = (says: string): Verdict => ({
  kind: 'credentials',
  says: `${says} Enter a new token to go on; what was read so far is kept.`,
});
const busy = (waitMs?: number): Verdict => ({
  kind: 'rate_limited',
  says: 'Meta limits how often this account may be asked. Nothing is lost; reading goes on after the wait.',
  ...(waitMs !== undefined && { waitMs }),
});
const tooMuch = (remedy: Remedy): Verdict => ({
  kind: 'unavailable',
  remedy,
  says: 'Meta found the range too large for one answer; it will be read in smaller parts.',
});
const down: Verdict = {
  kind: 'unavailable',
  says: 'Meta could not answer just now; it will be tried again.',
};
const ungranted: Verdict = {
  kind: 'permission',
  says: 'The token may not read this ad account. Assign the account to the system user and grant ads_read, then connect again.',
};
const wrong: Verdict = {
  kind: 'invalid_request',
  says: 'Meta refused the request itself, so repeating it is useless. Please report this.',
};

/** Source: Marketing API error codes and insights error codes, read 2026-11 (docs/marketing-api/error-reference). */
const BY_CODE: Readonly<Record<string, Verdict>> = {
  '-2/2490547': down,
  '-3/1504045': tooMuch('split'),
  '1': tooMuch('reduce'),
  '2': down,
  '2/1504038': tooMuch('split'),
  '2/1504041': wrong,
  '2/1504042': wrong,
  '3': ungranted,
  '4': busy(),
  '10': ungranted,
  '17': busy(),
  '32': busy(),
  '100/1487534': tooMuch('split'),
  '100/1504018': tooMuch('split'),
  '100/3191001': ungranted,
  '100/33': ungranted,
  '102': reconnect('The login session of the token has ended.'),
  '104': reconnect('The app secret does not belong to the app of this token.'),
  '190': reconnect('Meta no longer accepts the token.'),
  '190/458': reconnect('The app was removed from the account of the token.'),
  '190/459': reconnect('Meta wants the owner of the token to pass a check on facebook.com.'),
  '190/460': reconnect('The password behind the token was changed.'),
  '190/463': reconnect('The token has expired.'),
  '341': busy(),
  '368': {
    kind: 'rate_limited',
    waitMs: 6 * HOUR,
    says: 'Meta blocked this app or account for a while over its policies. Look into the business account on facebook.com.',
  },
  '613': busy(),
  '613/5044001': busy(1_000),
  '613/1487632': busy(HOUR),
  '960': down,
  '2601': down,
  '2635': {
    kind: 'invalid_request',
    says: 'Meta has retired the API version this product uses. Update the product.',
  },
  '2642': { ...down, remedy: 'restart' },
  '3018': {
    kind: 'invalid_request',
    says: 'Meta keeps daily figures for 37 months; the range starts earlier.',
  },
};

function verdictFor(code: number, subcode: number | undefined, transient: boolean): Verdict {
  const exact = BY_CODE[`${code}/${subcode}`] ?? BY_CODE[String(code)];
  if (exact) return exact;
  if (code >= 80_000 && code <= 80_014) return busy();
  if (code >= 200 && code <= 299) return ungranted;
  return transient ? down : wrong;
}

/**
 * Turns a refusal into our error.
 * @param regainMs how long the usage headers of the same answer ask to wait
 */
export function refusalError(refusal: GraphRefusal, regainMs: number | null): MetaError {
  const { code, error_subcode: subcode, is_transient: transient } = refusal;
  const { kind, remedy, says, waitMs } = verdictFor(code, subcode, transient ?? false);
  const words = (refusal.error_user_msg ?? refusal.message ?? '').slice(0, 300);
  const wait = kind === 'rate_limited' ? (regainMs ?? waitMs) : undefined;
  return new MetaError(kind, words ? `${says} (Meta: ${words})` : says, {
    platformCode: subcode === undefined ? String(code) : `${code}/${subcode}`,
    ...(wait !== undefined && { retryAfterMs: wait }),
    remedy,
    said: words,
  });
}

/** The answer is not what the pinned version promises; `body` is kept. */
export function driftError(what: string, body: string, cause?: unknown): MetaError {
  return new MetaError(
    'schema_drift',
    `Meta answered ${what} in a shape this product does not know. The answer was kept and nothing was stored from it; please report this.`,
    { rejected: { body }, cause },
  );
}
