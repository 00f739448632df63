import { createControl, type TelegramControl, type TelegramSimulatorOptions } from './control.ts';
import { controlHandler } from './control-http.ts';
import { listen } from './server.ts';

export interface TelegramSimulator {
  /** `http://127.0.0.1:<port>`, in the place of `https://api.telegram.org`. */
  origin: string;
  token: string;
  control: TelegramControl;
  close(): Promise<void>;
}

/**
 * Starts a Bot API server on loopback with chats, people and buttons to press. Behaves as the Bot API
 * documentation and its published error list said in November 2026: long polling with confirmation by
 * offset, conflicts, lengths and formatting checked, presses that are answered once and in time.
 */
export async function startTelegramSimulator(
  options: TelegramSimulatorOptions = {},
): Promise<TelegramSimulator> {
  const { control, state } = createControl(options);
  const server = await listen(options.port ?? 0, state, controlHandler(control));
  return { ...server, control, token: state().token };
}
