import { PlatformError, type PlatformErrorKind } from '@commerce/core';
import { MetaError } from './errors.ts';

const BUDGET_CHANGES = '613/1487632';
const BUDGET_WORDS =
  'Meta lets the budget of an ad set change four times an hour; nothing was changed yet.';

/** Refusals that say for sure that nothing was changed, in words about writing. Source: Marketing API error codes, read 2026-11. */
const WORDS: Readonly<Partial<Record<PlatformErrorKind, string>>> = {
  credentials: 'Meta no longer accepts the token; nothing was changed. Connect the account again.',
  permission:
    'The token may not change this ad account; nothing was changed. Grant ads_management to its system user, then connect again.',
  rate_limited: 'Meta limits how often this account may be changed; nothing was changed yet.',
  invalid_request: 'Meta refused the change; nothing was changed.',
};

/**
 * What became of a write that did not get a clear yes. A lost or unreadable answer, a server's own failure and
 * "unknown error" say nothing: only reading the object can tell.
 */
export function writeError(error: unknown): unknown {
  if (!(error instanceof PlatformError)) return error;
  const refused = refusedError(error);
  if (refused) return refused;
  const said = error instanceof MetaError && error.said ? ` (Meta: ${error.said})` : '';
  const happened = `The answer to the change was lost${said}; it is being found out whether Meta made it.`;
  return new MetaError('unknown_outcome', happened, factsOf(error));
}

/** A clear refusal in words about writing; null for everything else. */
export function refusedError(error: unknown): MetaError | null {
  if (!(error instanceof MetaError)) return null;
  const words = error.platformCode === BUDGET_CHANGES ? BUDGET_WORDS : WORDS[error.kind];
  if (words === undefined) return null;
  return new MetaError(
    error.kind,
    error.said ? `${words} (Meta: ${error.said})` : words,
    factsOf(error),
  );
}

const factsOf = (error: PlatformError) => ({
  ...(error.platformCode !== undefined && { platformCode: error.platformCode }),
  ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  cause: error,
});
