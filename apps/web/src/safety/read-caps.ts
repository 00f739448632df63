import type { Answer } from '../api/problem.ts';
import { ask } from '../api/server.ts';
import type { Caps } from '../api/types.ts';

export const readCaps = (shopId: string): Promise<Answer<Caps>> =>
  ask((client) => client.caps.get(shopId));
