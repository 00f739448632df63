export type { BotOptions, BotState, BotTiming } from './options.ts';
export { type RunningBot, startBot } from './start-bot.ts';
