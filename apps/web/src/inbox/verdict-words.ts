import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { MemberVerdict } from '../api/types.ts';
import type { Act } from './proposal-state.ts';

/** Codes whose own sentence says something of this very case: an amount, a value, what a platform answered. */
const SPEAKS_FOR_ITSELF: ReadonlySet<MemberVerdict['code']> = new Set([
  ...(['cap_exceeded', 'no_cap', 'not_undoable'] as const),
  ...(['drifted', 'failed', 'unknown_outcome'] as const),
]);

/** What became of one wish, in the reader's language; of a lost race also who won it. */
export function useVerdictWords(): (act: Act, verdict: MemberVerdict) => string {
  const t = useTranslations('decide');
  return useCallback((act, verdict) => verdictWords(t, act, verdict), [t]);
}

export function verdictWords(
  t: ReturnType<typeof useTranslations<'decide'>>,
  act: Act,
  { code, status, won_by: winner, message }: MemberVerdict,
): string {
  if (code === 'done') return t(`done.${act}`);
  if (winner && status) {
    return t('wonBy', {
      status: t(`status.${status}`),
      name: winner.by_name ?? t('somebody'),
      via: t(`via.${winner.via}`),
    });
  }
  const words = t(`codes.${code}`);
  return SPEAKS_FOR_ITSELF.has(code) && message ? `${words} ${message}` : words;
}
