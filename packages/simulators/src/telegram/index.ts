export type { Press, Saying, TelegramControl, TelegramSimulatorOptions } from './control.ts';
export type { TelegramFault } from './faults.ts';
export type {
  BotCommand,
  CallbackAnswer,
  SimChat,
  SimMessage,
  SimRequest,
  SimUpdate,
  SimUser,
} from './model.ts';
export { startTelegramSimulator, type TelegramSimulator } from './simulator.ts';
