import type { AccountHistory, HistoryEntity } from './history.ts';
import { groupBy } from './window.ts';

interface Kinship {
  byKey: ReadonlyMap<string, HistoryEntity>;
  groups: ReadonlyMap<string, readonly HistoryEntity[]>;
}

/** A replay shows the same list at many moments; who belongs to whom does not change with time. */
const known = new WeakMap<readonly HistoryEntity[], Kinship>();

function kinshipOf({ entities }: AccountHistory): Kinship {
  let kinship = known.get(entities);
  if (!kinship) {
    kinship = {
      byKey: new Map(entities.map((entity) => [`${entity.level}/${entity.id}`, entity])),
      groups: groupBy(entities, groupKey),
    };
    known.set(entities, kinship);
  }
  return kinship;
}

const groupKey = ({ level, parentId }: HistoryEntity): string => `${level}/${parentId ?? ''}`;

/** The objects of the same level under the same parent, itself included. */
export const groupOf = (history: AccountHistory, entity: HistoryEntity): readonly HistoryEntity[] =>
  kinshipOf(history).groups.get(groupKey(entity)) ?? [];

/** The object it lies in, null where that is not loaded. */
export function parentOf(history: AccountHistory, entity: HistoryEntity): HistoryEntity | null {
  const level = entity.level === 'adset' ? 'campaign' : 'adset';
  return kinshipOf(history).byKey.get(`${level}/${entity.parentId}`) ?? null;
}
