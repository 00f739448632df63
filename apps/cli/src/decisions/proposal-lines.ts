import { type Proposal, renderCard } from '@commerce/core';

/** A decision for people at a terminal, in its own timezone: what, why, and what it would change. */
export function proposalLines(proposal: Proposal): string[] {
  const { timeZone: timezone } = Intl.DateTimeFormat().resolvedOptions();
  const { title, lines } = renderCard(proposal, { locale: 'en', timezone });
  return [`${proposal.short_id}  ${title}`, ...lines.map((line) => `            ${line}`)];
}
