import type { Answer } from '../api/problem.ts';
import { ask } from '../api/server.ts';
import type { TelegramChat } from '../api/types.ts';

export const readChats = (): Promise<Answer<TelegramChat[]>> =>
  ask(async (client) => (await client.notifications.chats()).items);
