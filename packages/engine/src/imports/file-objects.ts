import type { CanonicalBatch, DayRange, EntityLevel, MetricsDailyRow } from '@commerce/core';
import type { Trx } from '@commerce/db';
import type { ConnectorRecord } from '../connectors/connector-record.ts';

/** An ad object as a row of metrics names it. */
export type NamedObject = Pick<
  MetricsDailyRow,
  'level' | 'entity_id' | 'campaign_id' | 'entity_name'
>;

/** Collects the objects that a file tells of, each once. */
export function fileObjects(): { add(rows: CanonicalBatch): void; all(): NamedObject[] } {
  const found = new Map<string, NamedObject>();
  return {
    add(rows) {
      for (const { level, entity_id, campaign_id, entity_name } of rows.metrics ?? []) {
        found.set(`${level}|${entity_id}`, { level, entity_id, campaign_id, entity_name });
      }
    },
    all: () => [...found.values()],
  };
}

/** The objects that files told of, on some days or ever. */
export async function storedFileObjects(
  trx: Trx,
  { shopId, id }: ConnectorRecord,
  days: DayRange | null,
): Promise<NamedObject[]> {
  return await trx
    .selectFrom('core_warehouse.metrics_daily')
    .select(['level', 'entity_id', 'campaign_id', 'entity_name'])
    .distinct()
    .where('shop_id', '=', shopId)
    .where('connector_id', '=', id)
    .where('source', '=', 'file')
    .$if(days !== null, (query) =>
      query.where('day', '>=', days?.from ?? '').where('day', '<=', days?.to ?? ''),
    )
    .execute();
}

/**
 * How two lists of ad objects relate: `same` account, because they share ids or one list holds all names of the other;
 * `alike`, because some names are the same; `other`, because nothing is; `unknown` where they cannot be compared.
 */
export type Kinship = 'same' | 'alike' | 'other' | 'unknown';

/** Campaigns tell accounts apart better than ads, whose names repeat; ids better than names. */
const TELLING: readonly EntityLevel[] = ['campaign', 'adset', 'ad', 'keyword'];

export function kinship(some: readonly NamedObject[], others: readonly NamedObject[]): Kinship {
  const [left, right] = [marksOf(some), marksOf(others)];
  for (const kind of TELLING.flatMap((level) => [`${level} id`, `${level} name`])) {
    const [mine, theirs] = [left.get(kind), right.get(kind)];
    if (!mine || !theirs) continue;
    const shared = [...mine].filter((mark) => theirs.has(mark)).length;
    if (shared === 0) return 'other';
    const all = kind.endsWith('id') || shared === Math.min(mine.size, theirs.size);
    return all ? 'same' : 'alike';
  }
  return 'unknown';
}

/** Begins the id of an object that a file knows by its name only. */
const NAMED_ONLY = 'name:';

function marksOf(objects: readonly NamedObject[]): Map<string, Set<string>> {
  const marks = new Map<string, Set<string>>();
  const add = (kind: string, mark: string) => {
    const known = marks.get(kind);
    if (known) known.add(mark);
    else marks.set(kind, new Set([mark]));
  };
  const addId = (level: EntityLevel, id: string) => {
    if (!id.startsWith(NAMED_ONLY)) add(`${level} id`, id);
    else if (level === 'campaign') add('campaign name', id.slice(NAMED_ONLY.length));
  };
  for (const { level, entity_id, campaign_id, entity_name } of objects) {
    addId(level, entity_id);
    if (campaign_id !== null) addId('campaign', campaign_id);
    if (entity_name) add(`${level} name`, entity_name.normalize('NFC').replace(/\s+/g, ' '));
  }
  return marks;
}
