import type { Proposal } from '@commerce/core';
import type { Seat } from './desk.ts';

/** A genuine press of a button of a card. */
export interface CardPress {
  seat: Seat;
  messageId: number;
  proposal: Proposal;
  choice: string;
}

/** For the log: somebody pressed what we never made, or what no longer stands. */
export function ignorePress({ desk, chatId, actor }: Seat, what: string): void {
  desk.ctx.log.warn({ chat: chatId, user: actor.id }, `A press was ignored: its button is ${what}`);
}
