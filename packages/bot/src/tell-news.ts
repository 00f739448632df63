import { noteBotState } from '@commerce/engine';
import type { BotOptions, BotState } from './options.ts';
import { errorText } from './redact.ts';

/** Tells how the bot is, each thing once. */
export interface News {
  /** @returns whether it was news */
  tell(state: BotState): boolean;
  /** Telegram knows the bot; that nothing else asks with its token is not known yet. */
  introduced(username: string): void;
  /** Resolves when everybody who looks from another process sees what was told last. */
  noted(): Promise<void>;
}

/**
 * Keeps a refusal until the bot runs again: each new try connects, and would otherwise tell of a bot that runs
 * and then does not, again and again. Leaves word in the database for `commerce doctor`, except of a bot that
 * only waits for another process.
 */
export function createNews({
  ctx,
  token,
  onState,
}: Pick<BotOptions, 'ctx' | 'token' | 'onState'>): News {
  let last: BotState['state'] | null = null;
  let refusal: 'conflict' | 'unauthorized' | null = null;
  let noting: Promise<void> = Promise.resolve();

  function note(state: BotState): void {
    if (state.state === 'waiting') return;
    const word = { ...state, state: state.state };
    noting = noting
      .then(() => noteBotState(ctx, word))
      .catch((error: unknown) => {
        ctx.log.warn({ error: errorText(error, token) }, 'How the bot is could not be noted');
      });
  }

  function tell(state: BotState): boolean {
    const { state: name } = state;
    if (refusal !== null && name === 'connecting') return false;
    const known = name === last || name === refusal;
    if (name === 'running') refusal = null;
    if (name === 'conflict' || name === 'unauthorized') refusal = name;
    last = name;
    // A refusal is noted each time: another process may have left its own word meanwhile.
    if (!known || name === refusal) note(state);
    if (!known) onState?.(state);
    return !known;
  }

  return {
    tell,
    introduced(username) {
      if (refusal !== 'conflict') tell({ state: 'running', username });
    },
    noted: () => noting,
  };
}
