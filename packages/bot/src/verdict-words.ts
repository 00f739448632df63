import { CARD_WORDS, executionErrorWords, type MemberVerdict } from '@commerce/core';
import type { Seat } from './desk.ts';

/** What a person is told about their tap; null when the card itself shows it. */
export function verdictWords(
  { words, chat }: Pick<Seat, 'words' | 'chat'>,
  verdict: MemberVerdict,
): string | null {
  if (verdict.code === 'done') return null;
  const { won_by: winner, status } = verdict;
  // Too late to be executed again: what held it up ended it.
  const ended = status === 'failed' ? executionErrorWords(verdict.code, chat.locale) : null;
  if (ended !== null) return ended;
  if (winner === null || status === null) return words.verdicts[verdict.code];
  const card = CARD_WORDS[chat.locale];
  const who = [winner.by_name, card.surfaces[winner.via]].filter((part) => part !== null);
  return words.wonBy(card.statuses[status], who.join(', '));
}
