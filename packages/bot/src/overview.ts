import { type Proposal, renderCard } from '@commerce/core';
import type { Seat } from './desk.ts';
import { escapeHtml } from './html.ts';
import { inboxAddress, isPublicOrigin } from './web-link.ts';

const MOST_LINES = 10;

/** Several proposals in a few lines, with the way to all of them. */
export function proposalsOverview(
  seat: Pick<Seat, 'desk' | 'words' | 'chat'>,
  title: string,
  proposals: readonly Proposal[],
): string[] {
  const { words, chat } = seat;
  const lines = proposals.slice(0, MOST_LINES).map((proposal) => {
    const card = renderCard(proposal, chat);
    return `· ${escapeHtml(card.title)}`;
  });
  const rest = proposals.length - lines.length;
  return [
    `<b>${escapeHtml(title)}</b>`,
    ...lines,
    ...(rest > 0 ? [escapeHtml(words.more(rest))] : []),
    webLine(seat),
  ];
}

/** The way to the inbox: a link, or the address where Telegram would not take it for one. */
export function webLine({ desk, words }: Pick<Seat, 'desk' | 'words'>): string {
  const address = escapeHtml(inboxAddress(desk.webOrigin));
  return isPublicOrigin(desk.webOrigin) ? `<a href="${address}">${words.open}</a>` : address;
}
