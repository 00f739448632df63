import { AppError } from '@commerce/core';
import type { Actor } from '../context.ts';

/**
 * Stops an AI: whatever reaches it over MCP may read and propose, people decide. Every verb that decides, writes
 * outward or loosens what holds writes back asks this itself, so that no way in goes around it.
 * @throws AppError `forbidden`
 */
export function refuseMcp(actor: Actor): void {
  if (actor.type === 'mcp') {
    throw new AppError(
      'forbidden',
      'An AI connection may read and propose, not decide; nothing was changed. Ask a person to do this in the inbox',
    );
  }
}
