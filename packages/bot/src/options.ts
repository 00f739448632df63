import type { EngineContext } from '@commerce/engine';

/**
 * `waiting`: another process asks Telegram; `connecting`: Telegram cannot be reached, or not yet; `conflict`:
 * something outside this installation asks with the same token; `unauthorized`: the token is wrong.
 */
export type BotState =
  | { state: 'waiting' | 'connecting' | 'conflict' | 'unauthorized' | 'stopped' }
  | { state: 'running'; username: string };

export interface BotOptions {
  /** Acts as the system; presses and commands act as the person paired with the chat. */
  ctx: EngineContext;
  token: string;
  /** Default `https://api.telegram.org`; without a slash at its end. */
  apiRoot?: string;
  /** Only this chat is listened to; a private one needs no code and acts as the agency's owner. */
  allowedChatId?: number | null;
  /** Key of the signatures in buttons, at least 32 bytes, the same after a restart. */
  buttonKey: Buffer;
  /** Where people open the web app: `https://…`, or a local address. */
  webOrigin: string;
  onState?: (state: BotState) => void;
  timing?: Partial<BotTiming>;
}

/** Milliseconds. */
export interface BotTiming {
  /** How long one request for updates waits at Telegram. */
  poll: number;
  /** Pause between looks at what is to be sent or edited. */
  outbox: number;
  /** Least time between two messages to one chat. */
  messageGap: number;
  /** How long the next update waits for one that is being handled. */
  patience: number;
  /** How long another process keeps from asking after this one died. */
  lease: number;
  /** Pause before trying again what failed: the lease, a conflict, an unreachable Telegram. */
  retry: number;
}

export const TIMING: BotTiming = {
  poll: 30_000,
  outbox: 2_000,
  messageGap: 1_000,
  patience: 1_000,
  lease: 30_000,
  retry: 10_000,
};
