import type { Answer } from '../api/problem.ts';
import { ask } from '../api/server.ts';
import type { AdEntity, KpiProfile } from '../api/types.ts';

export const readProfiles = (shopId: string): Promise<Answer<KpiProfile[]>> =>
  ask(async (client) => (await client.kpiProfiles.list(shopId)).items);

const PAGE_SIZE = 100;
const LEVELS = ['account', 'campaign', 'adset', 'ad', 'keyword'] as const;
/** Pages of each level; a tree of more objects than a person can read is searched instead. */
const MOST_PAGES = 10;

export interface Objects {
  items: AdEntity[];
  /** There are more than were read. */
  isCut: boolean;
}

/** A shop's ad objects, all levels read side by side; with a search only those that are called so. */
export async function readObjectsTree(
  shopId: string,
  search: string | undefined,
): Promise<Answer<Objects>> {
  return await ask(async (client) => {
    const levels = await Promise.all(
      LEVELS.map(async (level): Promise<Objects> => {
        const items: AdEntity[] = [];
        let cursor: string | undefined;
        for (let page = 0; page < MOST_PAGES; page += 1) {
          const read = await client.kpiProfiles.entities(shopId, {
            level,
            limit: PAGE_SIZE,
            ...(search ? { search } : {}),
            ...(cursor ? { cursor } : {}),
          });
          items.push(...read.items);
          if (!read.next_cursor) return { items, isCut: false };
          cursor = read.next_cursor;
        }
        return { items, isCut: true };
      }),
    );
    return {
      items: levels.flatMap(({ items }) => items),
      isCut: levels.some(({ isCut }) => isCut),
    };
  });
}
