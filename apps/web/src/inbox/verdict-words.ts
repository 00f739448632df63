import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { MemberVerdict, Proposal } from '../api/types.ts';
import type { Act } from './proposal-state.ts';

/** Codes whose own sentence says something of this very case: an amount, a value, what a platform answered. */
const SPEAKS_FOR_ITSELF: ReadonlySet<MemberVerdict['code']> = new Set([
  ...(['cap_exceeded', 'no_cap', 'not_undoable'] as const),
  ...(['drifted', 'failed', 'unknown_outcome'] as const),
]);

/** Whether the product could carry it out at all: advice is not approved but taken note of. */
type Advice = Pick<Proposal, 'executable'>;

/** What became of one wish, in the reader's language; of a lost race also who won it. */
export function useVerdictWords(): (act: Act, verdict: MemberVerdict, proposal?: Advice) => string {
  const t = useTranslations('decide');
  return useCallback((act, verdict, proposal) => verdictWords(t, act, verdict, proposal), [t]);
}

export function verdictWords(
  t: ReturnType<typeof useTranslations<'decide'>>,
  act: Act,
  { code, status, won_by: winner, message }: MemberVerdict,
  proposal?: Advice,
): string {
  if (code === 'done') {
    return t(act === 'approve' && proposal?.executable === false ? 'done.accept' : `done.${act}`);
  }
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
